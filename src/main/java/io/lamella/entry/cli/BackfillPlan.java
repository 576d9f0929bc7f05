package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.cost.Bill;
import io.lamella.core.cost.Deployment;
import io.lamella.core.cost.Prices;
import io.lamella.core.cost.Speeds;
import io.lamella.core.cost.Workload;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Lake;
import io.lamella.entry.cli.text.Figures;
import io.lamella.entry.wiring.config.TimeSpan;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.Sample;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a backfill is about to do, and what it takes.
///
/// @param place where it looked
/// @param perSecond how many objects are sent in a second at most
/// @param prices empty where nothing is paid by the piece
record BackfillPlan(
        Location place,
        Dataset dataset,
        BacklogTally tally,
        Sample sample,
        double perSecond,
        Optional<Prices> prices,
        Lake lake)
        implements Report {
    private static final double GB = 1e9;

    /// Of a function; one of this size has a whole processor.
    private static final int MEMORY_MB = 1769;

    /// Figures that a sample and a formula give, so none of them is exact.
    ///
    /// @param textBytes decompressed
    /// @param sending in seconds, at the rate
    /// @param converting in seconds of one processor
    record Estimate(
            double rows, double textBytes, double parquetBytes, double sending, double converting, Workload workload) {}

    /// Empty if nothing is to be sent.
    Optional<Estimate> estimate() {
        long objects = tally.open().objects();
        if (objects == 0) {
            return Optional.empty();
        }
        double stored = (double) tally.open().bytes();
        double text = Math.max(1, stored * sample.textPerStored());
        double ratio = sample.parquetBytes() == 0
                ? Workload.TEXT_PER_PARQUET
                : (double) sample.textBytes() / sample.parquetBytes();
        double sending = (double) objects / perSecond;
        int ofEach = (int) Math.max(1, Math.round(sample.partitionsPerObject()));
        int partitions = (int) Math.clamp(sample.partitions(), ofEach, (double) objects * ofEach);
        var workload = new Workload(
                objects, Math.round(text), Duration.ofSeconds(Math.round(sending)), partitions, ofEach, ratio);
        double converting = (double) objects * Speeds.STANDARD.object() + text / GB * Speeds.STANDARD.gigabyte();
        return Optional.of(
                new Estimate(stored * sample.rowsPerStored(), text, text / ratio, sending, converting, workload));
    }

    private List<Bill.Line> bill(Estimate estimate, Prices dated) {
        var deployment = new Deployment(
                dataset.freshness(), lake.interval(), dataset.sizes(), dataset.append(), MEMORY_MB, true, false, false);
        return Bill.of(estimate.workload(), deployment, Speeds.STANDARD, dated).landed();
    }

    @Override
    public void print(PrintWriter out) {
        out.printf("  %s, for dataset %s%n%n", place, dataset.name());
        counted(out, "to be ingested", tally.open());
        counted(out, "ingested already", tally.ingested());
        if (tally.refused().objects() > 0) {
            counted(out, "refused before", tally.refused());
            out.println("                    These would be refused again: `lamella status` tells why. Mend them, or"
                    + " the configuration.");
        }
        long beyond = tally.beyondSources().objects();
        if (beyond > 0) {
            out.printf(
                    "                    %s %s there that %s no source of %s (--beyond-sources takes %s)%n",
                    Figures.count(beyond, "object"),
                    beyond == 1 ? "lies" : "lie",
                    beyond == 1 ? "matches" : "match",
                    dataset.name(),
                    beyond == 1 ? "it" : "them");
        }
        estimate().ifPresent(estimate -> print(estimate, out));
        out.println();
    }

    private static void counted(PrintWriter out, String what, BacklogTally.Count count) {
        out.printf(Locale.ROOT, "  %-16s  %,12d objects  %10s GB%n", what, count.objects(), gigabytes((double)
                count.bytes()));
    }

    private void print(Estimate estimate, PrintWriter out) {
        out.printf(
                "%n  about, by the beginnings of %d objects (%s MB) and the formula of `lamella cost`:%n%n",
                sample.objects(), megabytes((double) sample.storedBytes()));
        line(out, "rows", "%,.0f, of which %.2f %% would go to quarantine", estimate.rows(), rejectedPercent());
        line(out, "text", "%s GB, decompressed", gigabytes(estimate.textBytes()));
        line(out, "Parquet", "%s GB", gigabytes(estimate.parquetBytes()));
        line(
                out,
                "partitions",
                "%,d at least; with more of them, publishing takes more requests",
                estimate.workload().partitions());
        line(out, "time to send", "%s, at %s a second", span(estimate.sending()), number(perSecond));
        line(
                out,
                "time to convert",
                "%s of one processor%s",
                span(estimate.converting()),
                prices.isEmpty() ? "" : ", shared by the workers");
        prices.ifPresentOrElse(dated -> money(estimate, dated, out), () -> line(out, "money", "none"));
        for (var reason : sample.refused()) {
            out.printf("%n  would be refused: %s%n", reason);
        }
    }

    private void money(Estimate estimate, Prices dated, PrintWriter out) {
        var lines = bill(estimate, dated);
        line(out, "requests", "%,.0f to S3, %,.0f to SQS", requests(lines, "S3", ""), requests(lines, "SQS", ""));
        line(
                out,
                "money",
                "$%.2f on Lambda, at list prices of %s on %s",
                Bill.dollars(lines),
                dated.region(),
                dated.date());
    }

    private static double requests(List<Bill.Line> lines, String service, String unit) {
        return lines.stream()
                .filter(line -> line.service().equals(service) && line.unit().equals(unit))
                .mapToDouble(Bill.Line::quantity)
                .sum();
    }

    private double rejectedPercent() {
        return 100 * sample.rejectedPerRow();
    }

    private static void line(PrintWriter out, String what, String form, Object... values) {
        out.printf(Locale.ROOT, "  %-16s  " + form + "%n", prepend(what, values));
    }

    private static Object[] prepend(String what, Object... values) {
        var all = new Object[values.length + 1];
        all[0] = what;
        System.arraycopy(values, 0, all, 1, values.length);
        return all;
    }

    private static String span(double seconds) {
        return TimeSpan.show(Duration.ofSeconds(Math.max(1, Math.round(seconds))));
    }

    private static String gigabytes(double bytes) {
        return String.format(Locale.ROOT, "%,.3f", bytes / GB);
    }

    private static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / 1e6);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "%,.0f".formatted(value) : Double.toString(value);
    }

    @Override
    public ObjectNode json() {
        var json = JsonText.object().put("dataset", dataset.name()).put("place", place.toString());
        put(json.putObject("open"), tally.open());
        put(json.putObject("ingested"), tally.ingested());
        put(json.putObject("refused"), tally.refused());
        put(json.putObject("beyondSources"), tally.beyondSources());
        estimate().ifPresent(estimate -> {
            var about = json.putObject("estimate")
                    .put("rows", Math.round(estimate.rows()))
                    .put("rejectedPercent", rejectedPercent())
                    .put("textBytes", Math.round(estimate.textBytes()))
                    .put("parquetBytes", Math.round(estimate.parquetBytes()))
                    .put("partitions", estimate.workload().partitions())
                    .put("secondsToSend", estimate.sending())
                    .put("secondsToConvert", estimate.converting());
            prices.ifPresent(dated -> {
                var lines = bill(estimate, dated);
                about.put("requestsToS3", Math.round(requests(lines, "S3", "")))
                        .put("requestsToSqs", Math.round(requests(lines, "SQS", "")))
                        .put("dollars", Bill.dollars(lines));
            });
            var refused = about.putArray("wouldBeRefused");
            sample.refused().forEach(refused::add);
        });
        return json;
    }

    private static void put(ObjectNode json, BacklogTally.Count count) {
        json.put("objects", count.objects()).put("bytes", count.bytes());
    }
}
