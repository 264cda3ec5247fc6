"""Tables written for people and programs: text, CSV, JSON, XLSX. No renderer knows what the figures mean."""
