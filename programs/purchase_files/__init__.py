"""Files with purchases: .csv and .xlsx read as rows of cells, and the templates to fill in."""
