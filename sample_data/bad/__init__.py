"""One bad return per problem code: each starts from a good filled form and is spoiled in one way."""
