"""The matrices that put a PDF's objects where they are seen: six numbers, as the PDF writes them."""

from ctypes import c_float

from assets.extraction.pdf.questions import Handles, Numbers, Question

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MATRIX = Question("FPDFPageObj_GetMatrix", 1, c_float, 6)


def matrix_of(handle: Handles) -> Matrix:
    """The matrix of one path or form."""
    has_matrix, numbers = MATRIX.ask(handle)
    a, b, c, d, e, f = numbers[:, 0].tolist() if has_matrix.all() else IDENTITY
    return a, b, c, d, e, f


def product(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does what `first` does and then what `second` does."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def through(matrix: Matrix, xs: Numbers, ys: Numbers) -> tuple[Numbers, Numbers]:
    """Points taken through a matrix."""
    if matrix == IDENTITY:
        return xs, ys
    a, b, c, d, e, f = matrix
    return a * xs + c * ys + e, b * xs + d * ys + f
