package io.tarn.orchestration.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tarn.core.Reason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One case of the table of bad input: a file, how it is landed, and what must become of each frame in it.
 *
 * <p>Texts of events and rows are written with single quotes. A row is given by all its columns that are not null, as
 * one JSON object, without those that every row has ({@code tarn}, {@code year}, {@code month}, {@code day}).
 */
final class BadInput {
    /** What becomes of one frame. */
    sealed interface Outcome {
        /** The bytes that the archive must have. */
        byte[] frame();

        /** A row with exactly these columns. */
        @SuppressWarnings("ArrayRecordComponent")
        record Row(byte[] frame, String columns) implements Outcome {}

        /** Quarantine, with the bytes of the frame. */
        @SuppressWarnings("ArrayRecordComponent")
        record Aside(byte[] frame, Reason reason) implements Outcome {}

        /** Nothing: the event is known. */
        @SuppressWarnings("ArrayRecordComponent")
        record Known(byte[] frame) implements Outcome {}
    }

    private final String row;
    private final String what;
    private final String ending;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<Outcome> outcomes = new ArrayList<>();
    private String collection = "things";
    private List<String> options = List.of();
    private long blank;
    private boolean later;

    private BadInput(String row, String what, String ending) {
        this.row = row;
        this.what = what;
        this.ending = ending;
    }

    /** A case of NDJSON; lines are added one by one. */
    static BadInput lines(String row, String what) {
        return new BadInput(row, what, "ndjson");
    }

    /** A case of one document; outcomes are added one by one. */
    static BadInput document(String row, String what, String text) {
        return file(row, what, "json", json(text));
    }

    /** A case of any bytes under a name that ends so. */
    static BadInput file(String row, String what, String ending, byte[] bytes) {
        BadInput it = new BadInput(row, what, ending);
        it.file.writeBytes(bytes);
        return it;
    }

    /** Where it is landed; things is for all that need no settings of their own. */
    BadInput in(String other) {
        collection = other;
        return this;
    }

    /** Landed when what else there is has been published. */
    BadInput later() {
        later = true;
        return this;
    }

    BadInput with(String... landOptions) {
        options = List.of(landOptions);
        return this;
    }

    /** A line that becomes this row. */
    BadInput row(String line, String columns) {
        return row(json(line), columns);
    }

    BadInput row(byte[] line, String columns) {
        return line(line).yieldsRow(line, columns);
    }

    /** A line that becomes a row with the same columns and values. */
    BadInput same(String line) {
        return row(line, line);
    }

    /** A line that is set aside. */
    BadInput aside(Reason reason, String line) {
        return aside(reason, json(line));
    }

    BadInput aside(Reason reason, byte[] line) {
        return line(line).yieldsAside(reason, line);
    }

    /** A line that is no frame at all. */
    BadInput blank(String line) {
        blank++;
        return line(json(line));
    }

    /** Bytes that belong to no frame. */
    BadInput raw(byte[] bytes) {
        file.writeBytes(bytes);
        return this;
    }

    BadInput yieldsRow(byte[] frame, String columns) {
        outcomes.add(new Outcome.Row(frame, columns.replace('\'', '"')));
        return this;
    }

    BadInput yieldsAside(Reason reason, byte[] frame) {
        outcomes.add(new Outcome.Aside(frame, reason));
        return this;
    }

    BadInput yieldsKnown(byte[] frame) {
        outcomes.add(new Outcome.Known(frame));
        return this;
    }

    /** A line whose event is known already. */
    BadInput known(String line) {
        return line(json(line)).yieldsKnown(json(line));
    }

    private BadInput line(byte[] line) {
        file.writeBytes(line);
        file.write('\n');
        return this;
    }

    String row() {
        return row;
    }

    String collection() {
        return collection;
    }

    List<String> options() {
        return options;
    }

    boolean isLater() {
        return later;
    }

    long blanks() {
        return blank;
    }

    byte[] bytes() {
        return file.toByteArray();
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    String fileName() {
        return row + "-" + what.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "." + ending;
    }

    @Override
    public String toString() {
        return row + ": " + what;
    }

    /** Text with single quotes as JSON. */
    static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }

    /** An event with bytes in the place of {@code @}. */
    static byte[] with(String text, int... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte each : json(text)) {
            if (each == '@') {
                Arrays.stream(bytes).forEach(out::write);
            } else {
                out.write(each);
            }
        }
        return out.toByteArray();
    }

    /** Columns of a row as a JSON object, from values that are JSON already. */
    static String columns(Map<String, String> values) {
        StringBuilder out = new StringBuilder("{");
        values.forEach((name, value) -> out.append(out.length() == 1 ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        return out.append('}').toString();
    }
}
