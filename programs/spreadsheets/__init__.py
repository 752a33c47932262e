"""The standard form as an Excel workbook: written from its declaration, read back, compared with the draft, applied."""
