package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Drafts of CSV whose numbers are not written with a decimal point.
class InferCommasTest extends InferFixture {
    /// The line above a column and those above it that belong to it.
    private static String about(String draft, String column) {
        var before = draft.substring(0, draft.indexOf("\n      " + column + ": "));
        var lines = before.lines().toList();
        int first = lines.size();
        while (lines.get(first - 1).startsWith("      #")) {
            first--;
        }
        return String.join("\n", lines.subList(first, lines.size()));
    }

    @Test
    void decimalCommasStayTextAndAreTold() throws IOException {
        var draft = drafted(file("sample.csv", """
                id;amount;weight;count
                1;1.234,56;0,5;1.234
                2;-12,00;12,25;12
                3;7;3,125;2.500
                """));

        assertThat(draft).contains("delimiter: \";\"", "id: int64", "amount: string", "weight: string");
        assertThat(about(draft, "amount"))
                .contains("3 numbers with commas; longest 1.234,56", "UNSURE: decimal commas are not read as numbers");
        assertThat(about(draft, "weight")).contains("UNSURE: decimal commas are not read as numbers");
        assertThat(about(draft, "count")).contains("UNSURE: other columns have decimal commas", "1.234");
        assertThat(about(draft, "id")).doesNotContain("UNSURE");
    }

    @Test
    void commasBetweenThousandsStayTextAndAreTold() throws IOException {
        var draft = drafted(file("sample.csv", "id,amount\n1,\"1,234,567.50\"\n2,\"1,234\"\n3,12\n"));

        assertThat(draft).contains("amount: string");
        assertThat(about(draft, "amount")).contains("UNSURE: commas may set thousands apart");
    }

    @Test
    void decimalCommasBetweenCommasAreSuspected() throws IOException {
        var draft = drafted(file("sample.csv", "id,amount,name\n1,1,5,a\n2,2,b\n3,7,c\n"));

        assertThat(draft)
                .contains(
                        "UNSURE: 1 row has too many fields; those beyond are passed over. Numbers with decimal commas");
    }

    @Test
    void pointsAreDecimalWhereNoOtherColumnHasCommas() throws IOException {
        var draft = drafted(file("sample.csv", "id,amount\n1,1.234\n2,2.500\n"));

        assertThat(draft).contains("amount: decimal(18,3)");
        assertThat(about(draft, "amount")).doesNotContain("UNSURE");
    }

    @Test
    void textWithCommasIsText() throws IOException {
        var draft = drafted(file("sample.csv", "id;place\n1;1,5\n2;\"Seoul, KR\"\n3;1,7\n"));

        assertThat(about(draft, "place")).doesNotContain("numbers with commas");
    }
}
