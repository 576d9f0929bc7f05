package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.cost.Bill;
import io.lamella.core.cost.Deployment;
import io.lamella.core.cost.Prices;
import io.lamella.core.cost.Workload;
import io.lamella.entry.wiring.config.TimeSpan;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// What a workload costs.
record CostReport(Workload workload, Deployment deployment, Prices prices, Bill bill) implements Report {
    private static final double GB = 1e9;
    private static final double MILLION = 1e6;

    /// Below this a whole number says too little.
    private static final double FEW = 100;

    @Override
    public void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "  %,d objects with %s GB of text, over %s; partitions: %d, of each object: %d%n",
                workload.objects(),
                quantity(workload.bytes() / GB),
                TimeSpan.show(workload.over()),
                workload.partitions(),
                workload.partitionsPerObject());
        out.printf(
                Locale.ROOT,
                "  freshness %s, interval %s, functions of %,d MB on %s%n",
                TimeSpan.show(deployment.freshness()),
                TimeSpan.show(deployment.interval()),
                deployment.memoryMb(),
                deployment.arm64() ? "arm64" : "x86_64");
        out.printf(
                Locale.ROOT,
                "  list prices of %s on %s, in US dollars, without free tiers%n",
                prices.region(),
                prices.date());
        double landed = Bill.dollars(bill.landed());
        section(out, "for what lands, once", bill.landed(), table -> {
            total(table, "each GB", landed / workload.bytes() * GB);
            total(table, "each million objects", landed / workload.objects() * MILLION);
        });
        section(out, "for keeping it, each month", bill.kept(), table -> {});
        section(out, "for the stack, each month, whatever lands", bill.standing(), table -> {});
    }

    private static void section(PrintWriter out, String heading, List<Bill.Line> lines, Consumer<TextTable> more) {
        out.printf("%n  %s%n%n", heading);
        var table = new TextTable("service", "for", ">quantity", "", ">dollars");
        for (var line : lines) {
            table.row(line.service(), line.item(), quantity(line.quantity()), line.unit(), dollars(line.dollars()));
        }
        total(table, "together", Bill.dollars(lines));
        more.accept(table);
        table.print(out);
    }

    private static void total(TextTable table, String what, double dollars) {
        table.row("", what, "", "", dollars(dollars));
    }

    private static String quantity(double value) {
        return String.format(Locale.ROOT, value < FEW ? "%,.2f" : "%,.0f", value);
    }

    private static String dollars(double value) {
        return String.format(Locale.ROOT, "%,.4f", value);
    }

    @Override
    public ObjectNode json() {
        var json = JsonText.object()
                .put("region", prices.region())
                .put("pricesOf", prices.date().toString())
                .put("dollars", Bill.dollars(bill.landed()))
                .put("dollarsEachMonthKept", Bill.dollars(bill.kept()))
                .put("dollarsEachMonth", Bill.dollars(bill.standing()));
        add(json.putArray("landed"), bill.landed());
        add(json.putArray("kept"), bill.kept());
        add(json.putArray("standing"), bill.standing());
        return json;
    }

    private static void add(ArrayNode array, List<Bill.Line> lines) {
        for (var line : lines) {
            array.addObject()
                    .put("service", line.service())
                    .put("item", line.item())
                    .put("quantity", line.quantity())
                    .put("unit", line.unit())
                    .put("dollars", line.dollars());
        }
    }
}
