module actions

go 1.25.0

require (
	github.com/nektos/act v0.2.82
	github.com/rhysd/actionlint v1.7.7
)
