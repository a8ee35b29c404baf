package io.tarn.schema;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names in SQL text. */
final class SqlNames {
    private static final Pattern BARE = Pattern.compile("[a-z][a-z0-9_]*");
    /** Words that Athena's DDL (Hive) reserves, https://docs.aws.amazon.com/athena/latest/ug/reserved-words.html. */
    private static final Set<String> RESERVED = Set.of((""
                    + "all alter and array as authorization between bigint binary boolean both by cache case cashe cast char column commit conf constraint create cross cube current "
                    + "current_date current_timestamp cursor database date dayofweek decimal delete describe distinct div double drop else end exchange exists extended external "
                    + "extract false fetch first float floor following for foreign from full function grant group grouping having if import in index inner insert int integer "
                    + "intersect interval into is join last lateral left less like local macro map minus month more natural next none not null nulls numeric of offset on only or order "
                    + "out outer over partialscan partition percent position preceding precision primary procedure range reads real reduce references regexp revoke right rlike rollback "
                    + "rollup row rows schema second select set smallint some start sum table tablesample then time timestamp timezone_hour timezone_minute to transform trigger true "
                    + "truncate unbounded union uniquejoin update user using utc_tmestamp utc_timestamp values varchar view views when where window with year day comment location stored")
            .split(" "));

    private SqlNames() {}

    /** In Hive's DDL: in backticks where it is needed, in doubt too. */
    static String hive(String name) {
        return BARE.matcher(name).matches() && !RESERVED.contains(name) ? name : "`" + name + "`";
    }

    /** In Trino's SQL: always quoted. */
    static String trino(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A text in Hive's DDL, which escapes with backslashes. */
    static String hiveText(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** A legal comment: on one line, without control characters, at most 255 characters. */
    static String comment(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c >= 0xfffe && c <= 0xffff) {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        if (out.length() <= AthenaDdl.MAX_COMMENT) {
            return out.toString();
        }
        int end = AthenaDdl.MAX_COMMENT - 3;
        end -= Character.isHighSurrogate(out.charAt(end - 1)) ? 1 : 0;
        return out.substring(0, end) + "...";
    }
}
