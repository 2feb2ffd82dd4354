"""The pages of measures: register, board, matrix, one measure, progress entered."""
