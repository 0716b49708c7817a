"""PDF, by PDFium and by pdfplumber as a second engine: the objects and characters of its pages, as they are seen."""
