"""Pages that are pictures: straightened, their ruling lines found, and read cell by cell."""
