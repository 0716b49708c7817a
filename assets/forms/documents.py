"""The documents of one file: runs of blocks that together make a form, with the lines of text that are theirs."""

from dataclasses import dataclass

from assets.forms.blocks import Block
from assets.forms.margins import Line, Margins
from assets.forms.strips import Strip
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import forms, label_number, page_marks
from contracts.vocabulary.titles import title_of


@dataclass(slots=True)
class Extent:
    """The blocks of one document in reading order, those of no known section included."""

    blocks: list[Block]

    @property
    def sections(self) -> list[Block]:
        """The blocks of known sections; one comes again where its form numbers several goals."""
        return [block for block in self.blocks if block.section is not None]

    @property
    def keys(self) -> set[str]:
        """The keys of the known sections."""
        return {block.section.key for block in self.blocks if block.section is not None}

    @property
    def is_stating(self) -> bool:
        """Whether any of its sections is more than a field of who and when."""
        return any(block.section is not None and block.section.kind != "field" for block in self.blocks)

    @property
    def first_page(self) -> int:
        """The page on which the first known section begins."""
        return self.blocks[0].fragments[0].strip.page

    @property
    def last_page(self) -> int:
        """The page on which the last known section ends."""
        return max(block.fragments[-1].strip.page for block in self.blocks if block.section is not None)


def extents_of(blocks: list[Block], margins: Margins) -> list[Extent]:
    """Part the blocks where another document begins: at a department's row, below a heading of its own, or at a section
    that was there before.

    A grid that begins with an unknown label below another table's title is another form's, whatever labels follow in
    it; so is one that says which project it is about.

    Blocks of no known section belong to the document before them as far as its last page goes, and what goes on from
    there without a title; those that stand in the grid in which the next one begins, above it, are the next one's.
    """
    extents: list[Extent] = []
    unknown: list[Block] = []
    for block in blocks:
        if block.section is None:
            unknown.append(block)
            continue
        known = extents[-1].keys if extents else set()
        key = block.section.key
        is_whole = any(form.fits(known) for form in forms())
        strip = block.fragments[0].strip
        leading = [other for other in unknown if other.fragments[0].strip is strip]
        begins_unknown = any(other.fragments[0].first == 0 for other in leading)
        is_foreign = block.section.kind == "foreign"
        begins = any(other.begins for other in (*leading, block)) or key == "department" or is_foreign
        is_again = key in known and (block.section.kind != "field" or key == "department")
        is_next = bool(extents) and _is_next_goal(block, extents[-1])
        is_other_form = begins_unknown and _has_other_title(strip, margins)
        if not extents or (is_again and not is_next) or is_other_form or (begins and is_whole):
            if extents:
                extents[-1].blocks.extend(other for other in unknown if other.fragments[0].strip is not strip)
            extents.append(Extent([*leading, block]))
        else:
            extents[-1].blocks.extend([*unknown, block])
        unknown = []
    if extents:
        extents[-1].blocks.extend(unknown)
    for extent in extents:
        last = _last_page_without_title(extent, margins)
        extent.blocks = [block for block in extent.blocks if block.section or block.fragments[0].strip.page <= last]
    return extents


def _last_page_without_title(extent: Extent, margins: Margins) -> int:
    """The page on which a document ends, or one after it: a grid with no line over it but what stands over the pages
    before goes on from them, whatever it is.
    """
    last = extent.last_page
    running = {
        fold(line.cell.text) for page in range(extent.first_page, last + 1) for line in margins.lines.get(page, ())
    }
    for block in extent.blocks:
        strip = block.fragments[0].strip
        if strip.page == last + 1:
            over = (line for line in margins.lines.get(strip.page, ()) if line.cell.top < strip.top)
            if all(fold(line.cell.text) in running for line in over):
                last = strip.page
    return last


def _is_next_goal(block: Block, extent: Extent) -> bool:
    """Whether a section comes again because its form numbers several goals, each with indicators of its own."""
    before, number = extent.sections, label_number(block.label)
    if number:
        return number not in [label_number(other.label) for other in before if other.section == block.section]
    last = before[-1]
    return last.section is not None and last.section.kind == "narrative" and bool(label_number(last.label))


def lines_of(extents: list[Extent], margins: Margins, strips: list[Strip]) -> list[tuple[list[Line], list[Line]]]:
    """For each document the lines above its first grid, and those from there to the end of its last page.

    A title may stand alone on the page before. What stands between two documents on one page is the second's, what
    stands over another grid above its title is not.
    """
    every = [line for page in sorted(margins.lines) for line in sorted(margins.lines[page], key=_position)]
    ends = [(0, 0.0), *map(_end, extents)]
    above: list[list[Line]] = []
    for extent, previous in zip(extents, ends, strict=False):
        start = _start(extent)
        between = [line for line in every if previous < _position(line) < start]
        near = [line for line in between if line.cell.page >= start[0] - 1]
        near = [line for line in near if line.cell.page == start[0] or title_of(line.cell.text)]
        over = max((end for strip in strips if (end := (strip.page, strip.bottom)) < start), default=previous)
        own = [line for line in near if _position(line) > over]
        above.append(own if any(title_of(line.cell.text) for line in own) else near)
    within = []
    for index, extent in enumerate(extents):
        later = {id(line) for lines in above[index + 1 :] for line in lines}
        start, last = _start(extent), ends[index + 1][0]
        within.append(
            [line for line in every if start <= _position(line) and line.cell.page <= last and id(line) not in later]
        )
    for index in range(1, len(extents)):
        start = _start(extents[index])
        within[index - 1] = [line for line in within[index - 1] if _position(line) < start]
    return list(zip(above, within, strict=True))


def _has_other_title(strip: Strip, margins: Margins) -> bool:
    above = [line.cell.text for line in margins.lines.get(strip.page, ()) if line.cell.bottom <= strip.top]
    return any(page_marks().table_title.fullmatch(fold(text)) and title_of(text) is None for text in above)


def _position(line: Line) -> tuple[int, float]:
    return line.cell.page, line.cell.top


def _start(extent: Extent) -> tuple[int, float]:
    strip = extent.blocks[0].fragments[0].strip
    return strip.page, strip.top


def _end(extent: Extent) -> tuple[int, float]:
    strip = max((block.fragments[-1].strip for block in extent.blocks), key=lambda strip: (strip.page, strip.top))
    return strip.page, strip.bottom
