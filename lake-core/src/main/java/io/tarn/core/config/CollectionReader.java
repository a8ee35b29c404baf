package io.tarn.core.config;

import io.tarn.core.CollectionName;
import io.tarn.core.TarnException;
import io.tarn.core.config.RowSettings.Dedupe;
import io.tarn.core.config.RowSettings.OnConflict;
import io.tarn.core.store.StoreLocation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one collection from its section over the defaults. */
final class CollectionReader {
    private static final Duration YEAR = Duration.ofDays(366);
    private static final ByteSize LEAST = new ByteSize(1);
    private static final ByteSize KIB = new ByteSize(1024);

    /** Uploads have at most 10,000 parts of 8 MiB. */
    private static final ByteSize LARGEST_FILE = ByteSize.parse("64GiB");

    private static final ByteSize LARGEST_PIECE = ByteSize.parse("1GiB");
    private static final Set<String> TAKEN = Set.of("tarn", "_rest", "year", "month", "day");

    /** An Athena query may run for four hours, and half an hour more for what is on its way. */
    private static final Duration LONGEST_QUERY = Duration.ofMinutes(270);

    private final Section section;

    CollectionReader(Section section) {
        this.section = section;
    }

    CollectionConfig read(CollectionName name, StoreLocation lake) {
        Section segment = section.in("segment", ConfigSection.SEGMENT);
        Section merge = section.in("merge", ConfigSection.MERGE);
        return new CollectionConfig(
                name,
                lake,
                rows(),
                section.size("target-file-size", KIB, LARGEST_FILE),
                section.size("row-group-size", KIB, LARGEST_PIECE),
                section.duration("lateness", Duration.ZERO, YEAR),
                section.duration("late-every", Duration.ZERO, YEAR),
                grace(lake),
                openDays(),
                new SegmentLimits(
                        segment.size("size", LEAST, LARGEST_PIECE),
                        segment.duration("age", Duration.ofMillis(1), Duration.ofDays(1))),
                new MergeSettings(merge.number("files", 2, 10_000), merge.duration("quiet", Duration.ZERO, YEAR)),
                eventSizeCap());
    }

    private Duration grace(StoreLocation lake) {
        if (section.has("grace")) {
            return section.duration("grace", Duration.ZERO, YEAR);
        }
        return StoreReader.isDirectory(lake) ? Duration.ZERO : LONGEST_QUERY;
    }

    private RowSettings rows() {
        Section schema = section.in("schema", ConfigSection.SCHEMA);
        return new RowSettings(
                section.has("event-time")
                        ? new EventTimeReader(section.in("event-time", ConfigSection.EVENT_TIME)).read()
                        : null,
                section.fields("id"),
                dedupe(section.in("dedupe", ConfigSection.DEDUPE)),
                section.fields("sort-by"),
                pins(schema),
                renames(schema),
                schema.fields("hide"),
                section.number("max-columns", 1, 100_000));
    }

    private static Dedupe dedupe(Section dedupe) {
        int days = dedupe.value("look-back", text -> {
            Duration lookBack = DurationText.parse(text);
            if (!lookBack.equals(Duration.ofDays(lookBack.toDays())) || lookBack.toDays() > 36_500) {
                throw new UnfitValueException("it counts whole received days, at most 36500", "Write it as 7d");
            }
            return (int) lookBack.toDays();
        });
        return new Dedupe(days, dedupe.choice("on-conflict", OnConflict.class));
    }

    /** As text, which settings in the bucket keep; read once, so that a wrong one is refused where it stands. */
    private static SortedMap<String, String> pins(Section schema) {
        return new TreeMap<>(schema.byField("pins", type -> {
            Objects.requireNonNull(Pin.parse(type));
            return type.strip();
        }));
    }

    private static SortedMap<String, String> renames(Section schema) {
        SortedMap<String, String> names = new TreeMap<>(schema.byField("rename", CollectionReader::columnName));
        Map<String, String> fields = new TreeMap<>();
        names.forEach((field, name) -> {
            String other = fields.put(name, field);
            if (other != null) {
                throw renamedAlike(schema, name, List.of(other, field));
            }
        });
        return names;
    }

    private static String columnName(String name) {
        if (!name.matches("[a-z0-9_]{1,255}") || TAKEN.contains(name)) {
            throw new UnfitValueException(
                    "a column has 1 to 255 of a-z, 0-9 and _, and is not "
                            + String.join(", ", TAKEN.stream().sorted().toList()),
                    "Choose another name");
        }
        return name;
    }

    private static TarnException renamedAlike(Section schema, String name, List<String> fields) {
        return schema.place("rename")
                .error(
                        "'" + fields.get(0) + "' and '" + fields.get(1) + "' are both renamed to '" + name + "'",
                        "a column has one field",
                        "Choose another name for one of them");
    }

    private OpenDays openDays() {
        return section.value("open-days", text -> switch (text) {
            case "auto", "hot" -> OpenDays.HOT;
            case "growing" ->
                throw new UnfitValueException("growing days are not supported by this version", "Use auto or hot");
            default ->
                throw new UnfitValueException(
                        "it is one of auto, hot, growing", Nearest.question(text, List.of("auto", "hot", "growing")));
        });
    }

    private @Nullable ByteSize eventSizeCap() {
        if (!section.has("max-event-size")) {
            return null;
        }
        return section.value("max-event-size", text -> {
            ByteSize size = ByteSize.parse(text);
            if (size.compareTo(LEAST) < 0 || size.compareTo(CollectionConfig.IMPORT_CAP) > 0) {
                throw new UnfitValueException(
                        "it must be between 1B and 32MiB; Athena reads no larger row", "Choose another value");
            }
            return size;
        });
    }
}
