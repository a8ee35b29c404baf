package io.tarn.orchestration.demo;

import io.tarn.orchestration.cli.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/**
 * What the demo prints: numbered steps with sentences, commands and aligned tables, at most {@value #WIDTH} columns
 * wide. Each line is flushed, so that a person sees what is going on.
 */
final class DemoPage {
    static final int WIDTH = 100;
    private static final String INDENT = "   ";
    private static final String BOLD = "\u001b[1m";
    private static final String GREEN = "\u001b[32m";
    private static final String CYAN = "\u001b[36m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final boolean colour;
    private int steps;

    DemoPage(PrintWriter out, Ansi ansi) {
        this.out = out;
        colour = ansi.enabled();
    }

    void title(String text) {
        line(paint(BOLD, text));
    }

    void step(String title) {
        blank();
        steps++;
        line(paint(BOLD, String.format(Locale.ROOT, "%2d ", steps) + title));
    }

    /** A paragraph, wrapped. */
    void say(String text) {
        for (String part : wrap(text, WIDTH - INDENT.length())) {
            line(INDENT + part);
        }
    }

    /** A line that a person could type; never broken. */
    void command(String text) {
        line(INDENT + paint(CYAN, "$ " + text));
    }

    /** A line of SQL, as it is. */
    void code(String text) {
        line(INDENT + INDENT + paint(CYAN, text));
    }

    /** A check that passed. */
    void passed(String text) {
        List<String> parts = wrap(text, WIDTH - INDENT.length() - "ok ".length());
        for (int i = 0; i < parts.size(); i++) {
            line(INDENT + (i == 0 ? paint(GREEN, "ok ") : INDENT) + parts.get(i));
        }
    }

    /** Bytes of a foreign origin, as ASCII; the others in hexadecimal. Broken at the page's edge. */
    void quote(byte[] bytes) {
        StringBuilder line = new StringBuilder();
        for (byte one : bytes) {
            boolean plain = one >= ' ' && one < 0x7f;
            String shown = plain ? String.valueOf((char) one) : String.format(Locale.ROOT, "\\x%02X", one);
            if (line.length() + shown.length() > WIDTH - 2 * INDENT.length()) {
                line(INDENT + INDENT + line);
                line.setLength(0);
            }
            line.append(shown);
        }
        line(INDENT + INDENT + line);
    }

    /**
     * Columns as wide as they must be; numbers to the right. The widest column gives way where the page is too narrow.
     */
    void table(List<String> head, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        rows.forEach(row -> all.add(row.stream().map(Printable::line).toList()));
        int[] widths = widths(all);
        for (int i = 0; i < all.size(); i++) {
            String text = row(all.get(i), widths, rows);
            line(INDENT + (i == 0 ? paint(BOLD, text) : text));
        }
    }

    /** A table whose rows come one after the other. A column is as wide as its head; all are set to the right. */
    Growing growing(String... head) {
        line(INDENT + paint(BOLD, String.join("  ", head)));
        return cells -> {
            StringBuilder text = new StringBuilder(INDENT);
            for (int i = 0; i < cells.length; i++) {
                String blanks = " ".repeat(Math.max(0, length(head[i]) - length(cells[i])));
                text.append(i == 0 ? "" : "  ").append(blanks).append(cells[i]);
            }
            line(text.toString());
        };
    }

    /** A table that is not complete yet. */
    @FunctionalInterface
    interface Growing {
        void add(String... cells);
    }

    void blank() {
        line("");
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }

    private String paint(String with, String text) {
        return colour ? with + text + PLAIN : text;
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        int over = INDENT.length() - 2 - WIDTH;
        int widest = 0;
        for (int i = 0; i < widths.length; i++) {
            over += widths[i] + 2;
            widest = widths[i] > widths[widest] ? i : widest;
        }
        widths[widest] -= Math.max(0, over);
        return widths;
    }

    private static String row(List<String> cells, int[] widths, List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = fit(cells.get(i), widths[i]);
            String blanks = " ".repeat(widths[i] - length(cell));
            int column = i;
            boolean number = rows.stream().allMatch(row -> isNumber(row.get(column)));
            text.append(i == 0 ? "" : "  ").append(number ? blanks + cell : cell + blanks);
        }
        return text.toString().stripTrailing();
    }

    private static boolean isNumber(String cell) {
        return cell.isEmpty() || Character.isDigit(cell.charAt(0)) && cell.matches("[0-9 .,]+( ([KMG]i)?B| s)?");
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && length(line) + 1 + length(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String fit(String text, int width) {
        if (length(text) <= width) {
            return text;
        }
        int end = text.offsetByCodePoints(0, Math.max(0, width - 1));
        return text.substring(0, end) + "…";
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
