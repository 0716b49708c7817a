/* The loops that pure Python is slowest at. `assets.extraction.pdf.compiled` says when they are used, and each has its twin
 * in Python, which gives the same.
 *
 * Every buffer is measured before anything is written to it.
 */
#define Py_LIMITED_API 0x030b0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* One function of PDFium, called for each of many handles: the loop of `assets.extraction.pdf.questions`.
 *
 * It is told the function's address, so that nothing is linked to PDFium; what the handles mean is the caller's to
 * know, as it is with ctypes.
 */
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

/* `assets.extraction.ruled.rectangles` in words of 64 bits: the masks of the rows' lines and of what stands between them.
 *
 * Writes six numbers a rectangle, at most `most` of them, and the units that they take; -1 if there are more.
 */
static Py_ssize_t
grow(const uint64_t *borders, const uint64_t *closed, const uint64_t *sides, Py_ssize_t rows, uint64_t *taken,
     int32_t *found, Py_ssize_t most)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t top = 0; top < rows; top++) {
        uint64_t starts = closed[top] & sides[top] & ~taken[top];
        while (starts) {
            uint64_t start = starts & (0 - starts), beyond = sides[top] & ~(start | (start - 1));
            if (!beyond)
                break;
            uint64_t end = beyond & (0 - beyond), width = end - start, outline = start | end;
            starts &= ~(end - 1);
            if ((closed[top] & width) != width)
                continue;
            Py_ssize_t bottom = top + 1;
            while (bottom <= rows && (sides[bottom - 1] & (width | end)) == outline && (closed[bottom] & width) != width)
                bottom++;
            if (bottom > rows || (sides[bottom - 1] & (width | end)) != outline)
                continue;
            for (Py_ssize_t row = top; row < bottom; row++)
                taken[row] |= width;
            if (count == most)
                return -1;
            int32_t left = 0, right = 0;
            for (uint64_t mask = start; mask >>= 1;)
                left++;
            for (uint64_t mask = end; mask >>= 1;)
                right++;
            int32_t *to = found + 6 * count++;
            to[0] = (int32_t)top, to[1] = left, to[2] = (int32_t)bottom, to[3] = right;
            to[4] = (borders[top] & width) != width, to[5] = (borders[bottom] & width) != width;
        }
    }
    return count;
}

static PyObject *
rectangles(PyObject *Py_UNUSED(module), PyObject *arguments)
{
    Py_buffer borders, closed, sides, taken, found;

    if (!PyArg_ParseTuple(arguments, "y*y*y*w*w*:rectangles", &borders, &closed, &sides, &taken, &found))
        return NULL;
    Py_ssize_t word = sizeof(uint64_t), row = 6 * sizeof(int32_t), rows = sides.len / word, count = -1;
    if (rows < INT32_MAX && holds(&sides, rows, word) && holds(&taken, rows, word) && holds(&borders, rows + 1, word) &&
        holds(&closed, rows + 1, word) && found.len % row == 0)
        count = grow(borders.buf, closed.buf, sides.buf, rows, taken.buf, found.buf, found.len / row);
    PyBuffer_Release(&borders);
    PyBuffer_Release(&closed);
    PyBuffer_Release(&sides);
    PyBuffer_Release(&taken);
    PyBuffer_Release(&found);
    if (count < 0) {
        PyErr_SetString(PyExc_ValueError, "a buffer does not hold as much as so many rows take");
        return NULL;
    }
    return PyLong_FromSsize_t(count);
}

static PyMethodDef methods[] = {
    {"each", each, METH_VARARGS, "each(address, count, handles, indices, is_handle, answers, places, numbers)"},
    {"rectangles", rectangles, METH_VARARGS, "rectangles(borders, closed, sides, taken, found) -> count"},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_compiled", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC
PyInit__compiled(void)
{
    return PyModuleDef_Init(&module);
}
