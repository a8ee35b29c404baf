package io.tarn.orchestration.cli;

import java.util.Locale;

/** Text that comes from events must not steer a terminal: control and format characters are shown as escapes. */
public final class Printable {
    private Printable() {}

    /** The text on one line, without anything that a terminal would obey. */
    public static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    /** As {@link #line}, at most {@code limit} characters, the last of them … where something was cut off. */
    public static String line(String text, int limit) {
        String start = text.length() > 4 * limit ? text.substring(0, 4 * limit) : text;
        String all = line(start);
        if (all.length() <= limit && start.length() == text.length()) {
            return all;
        }
        return all.substring(0, Math.min(all.length(), limit - 1)) + "…";
    }

    private static void append(StringBuilder out, int c) {
        int type = Character.getType(c);
        boolean hidden = type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
        if (c == '\n') {
            out.append("\\n");
        } else if (c == '\t') {
            out.append("\\t");
        } else if (hidden) {
            out.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
            out.appendCodePoint(c);
        }
    }
}
