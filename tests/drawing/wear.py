"""Pages as a scanner would give them back: skewed, noisy, blurred, grey, sealed, turned, and saved as JPEG."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Wear:
    """What befell a page on its way. `skew` is in degrees, `noise` a deviation in grey levels, `blur` in pixels,
    `ground` the grey of the paper, `ink` that of the print, `broken` the part of the ruling lines that is
    lost, `quality` that of the JPEG, `turns` quarter turns clockwise, `bleed` how much of the back's print is seen,
    `keystone` the part of its width by which a photographed page is narrower at its head, `shade` by how much a corner
    of it lies in the dark, `spread` how far ink has run by a pixel (below 0: has been worn
    away by one), `gaps` how many of a page's rulings are cut.
    """

    dpi: int = 200
    skew: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    ground: int = 255
    ink: int = 0
    seal: bool = False
    broken: float = 0.0
    quality: int = 80
    turns: int = 0
    bleed: float = 0.0
    keystone: float = 0.0
    shade: float = 0.0
    spread: float = 0.0
    gaps: int = 0


def pages_of(data: bytes, dpi: int) -> Iterator[Picture]:
    """The pages of a PDF as pictures in RGB."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield np.asarray(page.render(scale=dpi / 72).to_pil().convert("RGB"))
    document.close()


def worn(page: Picture, wear: Wear, seed: int) -> Picture:
    """The page after its way."""
    random = np.random.default_rng(seed)
    picture: Any = page.astype(np.float32)
    height, width = picture.shape[:2]
    if wear.broken:
        lost = random.random((height, width)) < 1 - (1 - wear.broken) ** 0.25
        lost = cv2.dilate(lost.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0
        picture[lost & _lines(page)] = 255
    if wear.spread:
        way = cv2.erode if wear.spread > 0 else cv2.dilate  # of white paper, so the other way round for ink
        picture += abs(wear.spread) * (way(picture, np.ones((2, 2))) - picture)
    if wear.bleed:
        back = cv2.GaussianBlur(np.roll(picture[:, ::-1], height // 9, axis=0), (0, 0), 1.5)
        picture = np.minimum(picture, 255 - wear.bleed * (255 - back))
    if wear.gaps:
        lines = _lines(page)
        ys, xs = np.nonzero(lines)
        for at in random.integers(0, ys.size, wear.gaps):
            reach = int(random.uniform(0.01, 0.04) * wear.dpi * 4)
            beside = tuple(slice(max(0, middle - reach), middle + reach) for middle in (ys[at], xs[at]))
            picture[beside][lines[beside]] = 255
    picture = wear.ink + picture * ((wear.ground - wear.ink) / 255)
    if wear.skew:
        around = cv2.getRotationMatrix2D((width / 2, height / 2), wear.skew, 1)
        picture = cv2.warpAffine(
            picture, around, (width, height), flags=cv2.INTER_CUBIC, borderValue=(wear.ground,) * 3
        )
    if wear.keystone:
        picture = _photographed(picture, wear)
    if wear.seal:
        picture = _sealed(picture, random)
    if wear.shade:
        light = (
            np.linspace(1 - wear.shade, 1, width)[None, :, None]
            * np.linspace(1, 1 - wear.shade / 2, height)[:, None, None]
        )
        picture = picture * light.astype(np.float32)
    if wear.blur:
        picture = cv2.GaussianBlur(picture, (0, 0), wear.blur)
    if wear.noise:
        picture = picture + random.normal(0, wear.noise, (height, width, 1)).astype(np.float32)
    return np.rot90(np.clip(picture, 0, 255).astype(np.uint8), -wear.turns)


def _photographed(picture: Any, wear: Wear) -> Any:
    height, width = picture.shape[:2]
    inset = wear.keystone * width / 2
    before = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    after = np.array([(inset, inset), (width - inset, 0), (width, height), (0, height)], np.float32)
    bent = cv2.getPerspectiveTransform(before, after)
    return cv2.warpPerspective(picture, bent, (width, height), flags=cv2.INTER_CUBIC, borderValue=(wear.ground,) * 3)


def _lines(page: Picture) -> NDArray[np.bool_]:
    dark = (page.min(axis=2) < 160).astype(np.uint8)
    long = max(page.shape) // 30
    return (cv2.erode(dark, np.ones((1, long))) | cv2.erode(dark, np.ones((long, 1)))).astype(bool) | (
        (
            cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, long)))
            | cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((long, 1)))
        )
        > 0
    )


def _sealed(picture: Any, random: np.random.Generator) -> Any:
    height, width = picture.shape[:2]
    radius = width // 9
    centre = (int(random.uniform(0.3, 0.8) * width), int(random.uniform(0.2, 0.8) * height))
    print_ = np.full((height, width), 255, np.uint8)
    cv2.circle(print_, centre, radius, 0, max(3, radius // 25))
    star = [
        (centre[0] + radius * share * np.sin(angle), centre[1] - radius * share * np.cos(angle))
        for index in range(10)
        for share, angle in [(0.38 if index % 2 == 0 else 0.15, index * np.pi / 5)]
    ]
    cv2.fillPoly(print_, [np.array(star, np.int32)], 0)
    share = (255 - cv2.GaussianBlur(print_, (0, 0), 1).astype(np.float32))[:, :, None] / 255
    red = np.array([205, 40, 45], np.float32)
    return picture * (1 - share) + np.minimum(picture, red) * share
