from typing import Any

from numpy.typing import NDArray

def each(
    address: int,
    count: int,
    handles: NDArray[Any],
    indices: NDArray[Any],
    is_handle: bool,
    answers: NDArray[Any],
    places: int,
    numbers: NDArray[Any],
    /,
) -> None: ...
def rectangles(
    borders: NDArray[Any], closed: NDArray[Any], sides: NDArray[Any], taken: NDArray[Any], found: NDArray[Any], /
) -> int: ...
