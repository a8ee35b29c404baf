package io.tarn.schema;

import io.tarn.core.ExitCode;
import io.tarn.core.Sha256;
import io.tarn.core.TarnException;
import io.tarn.schema.Column.Variant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of the columns of one struct (or of the table). Not thread-safe.
 *
 * <p>Each code point of the key by itself: lower case as {@link Character#toLowerCase(int)} has it (no locale);
 * {@code [a-z0-9_]} stays, other ASCII becomes {@code _}, all else {@code _u} and at least four hex digits. The empty
 * key is {@code _empty}. Of the table's columns, {@code tarn} and {@code _rest} become {@code user_…}, and
 * {@code year}, {@code month}, {@code day} get {@code __data}, as does a name that looks like a variant's. Over 255
 * bytes: cut, with a hash of the key. Taken names get {@code __2}, {@code __3}, …; a name once given never changes.
 */
final class ColumnNames {
    static final int MAX_LENGTH = 255;

    private static final int HASH_DIGITS = 16;

    private static final Pattern LEGAL = Pattern.compile("[a-z0-9_]{1," + MAX_LENGTH + "}");
    private static final Pattern VARIANT = Pattern.compile(".*__(?:bool|bigint|double|string|struct|array|json)");
    private static final Set<String> PARTITION = Set.of("year", "month", "day");
    private static final Set<String> OURS = Set.of(TableSchema.REST, TableSchema.TARN);

    private final boolean table;
    private final Set<String> taken = new HashSet<>();

    /** Names for one more decision about a struct, or the table, that has these columns already. */
    ColumnNames(Level level, Collection<Column> published) {
        this.table = level == Level.TABLE;
        published.forEach(c -> taken.add(c.name()));
        if (table) {
            taken.addAll(PARTITION);
            taken.addAll(OURS);
        }
    }

    /** Whose columns are named. */
    enum Level {
        TABLE,
        STRUCT
    }

    /** The name of a new plain column; {@code wanted} by the settings, or null. */
    String plain(String key, @Nullable String wanted) {
        return free(wanted != null ? wanted : ofKey(key), key);
    }

    /** The name of a new variant beside a column. */
    String variant(String plain, Variant variant, String key) {
        return free(fit(plain, key, suffix(variant)), key);
    }

    /** What the name of a variant ends with. */
    static String suffix(Variant variant) {
        return "__" + variant.name().toLowerCase(Locale.ROOT);
    }

    /** Checks a name that the settings want (exit 3). */
    static String checkedName(String pointer, String name) {
        if (LEGAL.matcher(name).matches() && !OURS.contains(name) && !PARTITION.contains(name)) {
            return name;
        }
        throw new TarnException(
                ExitCode.CONFIGURATION,
                "Name '" + name + "' for field " + pointer + " is not possible",
                "a column's name is 1 to 255 of a-z, 0-9 and _, and not tarn, _rest, year, month or day",
                "Correct 'schema: rename' of the collection");
    }

    /** About the name that a key gets, for reckoning with its length. */
    static String estimate(String key) {
        return sanitized(key);
    }

    private String ofKey(String key) {
        String name = sanitized(key);
        if (table && OURS.contains(name)) {
            return "user_" + name;
        }
        boolean data =
                table && PARTITION.contains(name) || VARIANT.matcher(name).matches();
        return data ? fit(name, key, "__data") : fit(name, key, "");
    }

    private static String sanitized(String key) {
        if (key.isEmpty()) {
            return "_empty";
        }
        StringBuilder name = new StringBuilder(key.length());
        key.codePoints().map(Character::toLowerCase).forEach(c -> {
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                name.append((char) c);
            } else if (c < 0x80) {
                name.append('_');
            } else {
                name.append(String.format(Locale.ROOT, "_u%04x", c));
            }
        });
        return name.toString();
    }

    private String free(String name, String key) {
        String free = name;
        for (int n = 2; !taken.add(free); n++) {
            free = fit(name, key, "__" + n);
        }
        return free;
    }

    private static String fit(String name, String key, String suffix) {
        if (name.length() + suffix.length() <= MAX_LENGTH) {
            return name + suffix;
        }
        String hash = "_" + Sha256.hex(key).substring(0, HASH_DIGITS);
        return name.substring(0, MAX_LENGTH - hash.length() - 16) + hash + suffix;
    }
}
