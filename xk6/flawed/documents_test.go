package flawed_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/probe-storm/probe-storm/xk6/flawed"
)

const page = "../../docs/flawed-targets.md"

// The table stands between two comments; UPDATE_DOCS=1 writes it anew.
func TestThePageHasEachFlawWithItsClient(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?s)<!-- flaws -->\n(.*)<!-- /flaws -->`).FindSubmatchIndex(text)
	if found == nil {
		t.Fatalf("%s has no <!-- flaws --> … <!-- /flaws -->", page)
	}
	table := flawTable()
	if os.Getenv("UPDATE_DOCS") == "1" {
		anew := string(text[:found[2]]) + table + string(text[found[3]:])
		if err := os.WriteFile(page, []byte(anew), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(text[found[2]:found[3]]) != table {
		t.Errorf("the table of flaws in %s is out of date: UPDATE_DOCS=1 go test ./xk6/flawed writes it anew", page)
	}
}

func flawTable() string {
	table := "| flaw | what it does | client |\n| --- | --- | --- |\n"
	for _, name := range flawed.Names() {
		table += fmt.Sprintf("| `%s` | %s | `%s` |\n", name, strings.ReplaceAll(flawed.Summary(name), "|", `\|`), flawed.Client(name))
	}
	return table
}
