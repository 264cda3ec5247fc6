"""The parts of a workbook as XlsxWriter writes them."""
