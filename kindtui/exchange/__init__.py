"""Export and import: one module for each file format, and what imports of any format share."""
