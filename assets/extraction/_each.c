/* One function of PDFium, called for each of many handles: `assets.extraction.each` says what it is for.
 *
 * It is told the function's address, so that nothing is linked to PDFium. Every buffer is measured before the first
 * call; what the handles mean is the caller's to know, as it is with ctypes.
 */
#define Py_LIMITED_API 0x030b0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef void (*Function)(void);

/* The four shapes of functions by how many places for numbers they take; `step` bytes lie between the places. */
static int
answer(Function f, void *handle, int places, char *to, Py_ssize_t step)
{
    switch (places) {
    case 0: return ((int (*)(void *))f)(handle);
    case 1: return ((int (*)(void *, void *))f)(handle, to);
    case 2: return ((int (*)(void *, void *, void *))f)(handle, to, to + step);
    default:
        return ((int (*)(void *, void *, void *, void *, void *))f)(
            handle, to, to + step, to + 2 * step, to + 3 * step);
    }
}

/* The same of functions that are asked about one member of what the handle stands for, by its index. */
static int
answer_at(Function f, void *handle, int index, int places, char *to, Py_ssize_t step)
{
    switch (places) {
    case 0: return ((int (*)(void *, int))f)(handle, index);
    case 1: return ((int (*)(void *, int, void *))f)(handle, index, to);
    case 2: return ((int (*)(void *, int, void *, void *))f)(handle, index, to, to + step);
    default:
        return ((int (*)(void *, int, void *, void *, void *, void *))f)(
            handle, index, to, to + step, to + 2 * step, to + 3 * step);
    }
}

static void
ask(Function f, Py_ssize_t count, void **handles, int is_one, const int *indices, int *answers, int places,
    char *numbers, Py_ssize_t step)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        void *handle = handles[is_one ? 0 : i];
        char *to = numbers + i * places * step;
        answers[i] = indices ? answer_at(f, handle, indices[i], places, to, step) : answer(f, handle, places, to, step);
    }
}

static void
find(Function f, Py_ssize_t count, void **handles, int is_one, const int *indices, void **found)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        void *handle = handles[is_one ? 0 : i];
        found[i] = indices ? ((void *(*)(void *, int))f)(handle, indices[i]) : ((void *(*)(void *))f)(handle);
    }
}

/* Whether a buffer holds `count` items of `size` bytes. */
static int
holds(const Py_buffer *buffer, Py_ssize_t count, Py_ssize_t size)
{
    return size > 0 && buffer->len % size == 0 && buffer->len / size == count;
}

static PyObject *
each(PyObject *Py_UNUSED(module), PyObject *arguments)
{
    unsigned long long address;
    Py_ssize_t count;
    int is_handle, places;
    Py_buffer handles, indices, answers, numbers;

    if (!PyArg_ParseTuple(arguments, "Kny*y*pw*iw*:each", &address, &count, &handles, &indices, &is_handle, &answers,
                          &places, &numbers))
        return NULL;
    Py_ssize_t slots = count > 0 ? numbers.len / count : 0;
    int is_one = holds(&handles, 1, sizeof(void *)), is_indexed = indices.len > 0;
    int is_sound = address && count > 0 && (is_one || holds(&handles, count, sizeof(void *))) &&
                   (!is_indexed || holds(&indices, count, sizeof(int))) &&
                   holds(&answers, count, is_handle ? sizeof(void *) : sizeof(int)) &&
                   (places == 0 || places == 1 || places == 2 || places == 4) &&
                   (places == 0 || (!is_handle && slots >= places * (Py_ssize_t)sizeof(int) && slots % places == 0));
    if (is_sound && is_handle)
        find((Function)(uintptr_t)address, count, handles.buf, is_one, is_indexed ? indices.buf : NULL, answers.buf);
    else if (is_sound)
        ask((Function)(uintptr_t)address, count, handles.buf, is_one, is_indexed ? indices.buf : NULL, answers.buf,
            places, numbers.buf, places ? slots / places : 0);
    PyBuffer_Release(&handles);
    PyBuffer_Release(&indices);
    PyBuffer_Release(&answers);
    PyBuffer_Release(&numbers);
    if (!is_sound) {
        PyErr_SetString(PyExc_ValueError, "a buffer does not hold as much as so many calls take");
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"each", each, METH_VARARGS, "each(address, count, handles, indices, is_handle, answers, places, numbers)"},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_each", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC
PyInit__each(void)
{
    return PyModuleDef_Init(&module);
}
