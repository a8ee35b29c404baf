package io.tarn.core;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A named stream of events; also a legal Glue table name. */
public record CollectionName(String value) implements Comparable<CollectionName> {
    private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9_]{0,62}");
    private static final Set<String> RESERVED = Set.of("quarantine", "tarn", "con", "prn", "aux", "nul");

    /** Refuses names that are not {@code [a-z0-9][a-z0-9_]{0,62}} or that are reserved. */
    public CollectionName {
        if (!LEGAL.matcher(value).matches()) {
            throw new TarnException(
                    ExitCode.USAGE,
                    "Collection name '" + printable(value) + "' is not legal",
                    "a name is 1 to 63 of a-z, 0-9 and _, and does not begin with _",
                    nearest(value).map(name -> "Did you mean '" + name + "'?").orElse("Choose another name"));
        }
        if (RESERVED.contains(value)) {
            throw new TarnException(
                    ExitCode.USAGE,
                    "Collection name '" + value + "' is reserved",
                    "Tarn or an operating system uses it for itself",
                    "Choose another name");
        }
    }

    /** The legal name that differs least, where there is one. */
    private static Optional<String> nearest(String value) {
        String name = value.toLowerCase(Locale.ROOT).replace('-', '_');
        return Optional.of(name).filter(near -> LEGAL.matcher(near).matches() && !RESERVED.contains(near));
    }

    private static String printable(String value) {
        StringBuilder out = new StringBuilder();
        value.codePoints().limit(80).forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return out.toString();
    }

    @Override
    public int compareTo(CollectionName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
