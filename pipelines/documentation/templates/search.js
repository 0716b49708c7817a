// Shows the rows that hold every word of the search box, and hides a section that has no such row.
const box = document.getElementById("search");
if (box) {
  const rows = [...document.querySelectorAll("[data-search]")];
  const texts = rows.map((row) => {
    const section = row.closest("section");
    const title = section && section !== row ? section.querySelector("h2").textContent : "";
    return (title + " " + row.textContent).toLowerCase();
  });
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach((row, place) => { row.hidden = !words.every((word) => texts[place].includes(word)); });
    document.querySelectorAll("section:not([data-search])").forEach((section) => {
      section.hidden = !section.querySelector("[data-search]:not([hidden])");
    });
    document.getElementById("nothing").hidden = rows.some((row) => !row.hidden);
  });
}
