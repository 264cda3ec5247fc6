"""Results arranged as typed tables and sheets, with label keys instead of texts. No report knows who will render it."""
