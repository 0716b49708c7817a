"""The matrices that put a PDF's objects where they are seen: six numbers, as the PDF writes them."""

from ctypes import byref, c_float

from assets.extraction import pdfium
from assets.extraction.pdfium import Handle
from assets.extraction.slots import Numbers

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def matrix_of(handle: Handle) -> Matrix:
    """The matrix of a path or form."""
    matrix = (c_float * 6)(*IDENTITY)
    pdfium.get_matrix(handle, byref(matrix))
    a, b, c, d, e, f = matrix
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
