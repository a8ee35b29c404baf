package io.tarn.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@code tarn.yaml} for people: the reference page and the annotated file of {@code tarn init}, both from
 * the one table.
 */
public final class ConfigReference {
    private ConfigReference() {}

    /**
     * One key.
     *
     * @param key dotted, with {@code NAME} for a collection's name
     * @param type how its value is written
     * @param standard the built-in value; empty if there is none
     */
    public record Row(String key, String type, String standard, String meaning) {}

    /** Every key in the order of the file; those of {@code defaults} are not repeated for collections. */
    public static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        collect("", ConfigSection.ROOT, rows);
        return rows;
    }

    private static void collect(String path, ConfigSection section, List<Row> rows) {
        for (ConfigKey key : section.keys()) {
            if (section == ConfigSection.COLLECTION
                    && ConfigSection.DEFAULTS.key(key.name()).isPresent()) {
                continue;
            }
            String name = path + key.name();
            rows.add(new Row(name, key.type(), Objects.requireNonNullElse(key.standard(), ""), key.meaning()));
            ConfigSection below = key.section();
            if (below == ConfigSection.COLLECTIONS) {
                collect(name + ".NAME.", ConfigSection.COLLECTION, rows);
            } else if (below != null && !isRepeated(path, below)) {
                collect(name + ".", below, rows);
            }
        }
    }

    /** Stores and catalogs look alike everywhere: shown once, at the top. */
    private static boolean isRepeated(String path, ConfigSection section) {
        return !path.isEmpty() && (section == ConfigSection.STORE || section == ConfigSection.CATALOG);
    }

    /** The reference as a table in Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("| key | value | default | meaning |\n|---|---|---|---|\n");
        for (Row row : rows()) {
            page.append("| `")
                    .append(row.key())
                    .append("` | ")
                    .append(row.type())
                    .append(" | ");
            page.append(row.standard().isEmpty() ? "" : "`" + row.standard() + "`");
            page.append(" | ").append(row.meaning().replace("|", "\\|")).append(" |\n");
        }
        return page.toString();
    }

    /**
     * An annotated {@code tarn.yaml}: the lake is set, everything else is there as a comment with its default.
     *
     * @param lake a directory or URI
     */
    public static String template(String lake) {
        StringBuilder file = new StringBuilder();
        file.append(
                "# Tarn. A field is named by its JSON pointer (/customer/id) or, without a leading '/', as a top-level key.\n");
        file.append(
                "# Sizes: B KiB MiB GiB TiB. Durations: ms s m h d. Every key can also be set by -D key=value.\n\n");
        for (ConfigKey key : ConfigSection.ROOT.keys()) {
            file.append("# ").append(key.meaning()).append('\n');
            file.append(top(key, lake)).append('\n');
        }
        return file.toString();
    }

    private static String top(ConfigKey key, String lake) {
        return switch (key.name()) {
            case "lake" -> "lake: " + quoted(lake) + "\n";
            case "state" -> "#state: " + quoted(lake + "/_tarn") + "\n";
            case "spool" ->
                "#spool: " + quoted(lake.startsWith("s3:") ? "/var/lib/tarn/spool" : lake + "/_tarn/spool") + "\n";
            case "catalog" -> "#catalog: file\n";
            case "defaults" -> "#defaults:\n" + settings(ConfigSection.DEFAULTS, "  ");
            case "collections" -> COLLECTIONS;
            default ->
                key.section() == null
                        ? "#" + key.name() + ": " + key.standard() + "\n"
                        : "#" + key.name() + ":\n" + settings(key.section(), "  ");
        };
    }

    private static String settings(ConfigSection section, String indent) {
        StringBuilder lines = new StringBuilder();
        for (ConfigKey key : section.keys()) {
            ConfigSection below = key.section();
            if (below != null) {
                lines.append(line(indent + key.name() + ":", key.meaning())).append(settings(below, indent + "  "));
            } else if (key.standard() != null) {
                lines.append(line(indent + key.name() + ": " + quoted(key.standard()), key.meaning()));
            }
        }
        return lines.toString();
    }

    private static String line(String setting, @Nullable String meaning) {
        StringBuilder line = new StringBuilder("#").append(setting);
        while (line.length() < 32) {
            line.append(' ');
        }
        return line.append(" # ").append(meaning).append('\n').toString();
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9./_-]+")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static final String COLLECTIONS = """
            #collections:
            #  orders:
            #    event-time: {field: /created_at, format: iso8601, zone: UTC}
            #    id: /order_id
            #    sort-by: [/customer/id]
            #    schema:
            #      pins: {/amount: "decimal(18,2)"}
            #      rename: {/usr: user}
            #      hide: [/password]
            #    lateness: 2h
            """;
}
