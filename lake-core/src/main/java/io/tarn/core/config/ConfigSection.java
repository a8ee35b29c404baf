package io.tarn.core.config;

import io.tarn.core.config.ConfigNode.Entry;
import io.tarn.core.config.ConfigNode.Mapping;
import io.tarn.core.config.ConfigNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sections of {@code tarn.yaml} and their keys: what is read, what is refused and what the reference says all come
 * from here.
 */
enum ConfigSection {
    STORE("uri") {
        @Override
        void define(Keys k) {
            k.value(
                    "uri",
                    "directory or URI",
                    null,
                    "Where it is: a directory, relative to the file, or `s3://bucket/folder`.");
            k.value("region", "text", null, "S3: region of the bucket; default: that of the environment.");
            k.value("profile", "text", null, "S3: profile of the credentials; default: the SDK's default chain.");
            k.value("assume-role", "ARN", null, "S3: role that these credentials assume.");
            k.value(
                    "expected-owner",
                    "account",
                    null,
                    "S3: account that must own the bucket; every request asks for it.");
            k.value("endpoint", "URL", null, "S3: another endpoint than Amazon's.");
            k.value(
                    "path-style",
                    "true, false",
                    null,
                    "S3: bucket in the path instead of the host name; default: true with an `endpoint`.");
            k.value(
                    "no-delete",
                    "auto, true, false",
                    null,
                    "S3: never delete an object; default: auto, as the bucket's policy has it.");
            k.value(
                    "sse",
                    "bucket, s3, kms",
                    null,
                    "S3: encryption to ask for; default: bucket, which asks for none, so that the bucket's own setting holds.");
            k.value("kms-key", "ARN", null, "S3: key of `sse: kms`; default: the account's own.");
            k.value(
                    "acl",
                    "bucket-owner-full-control",
                    null,
                    "S3: ACL of new objects, for old buckets of another account; it needs s3:PutObjectAcl.");
        }
    },
    CATALOG("type") {
        @Override
        void define(Keys k) {
            k.value(
                    "type",
                    "file, glue",
                    "file",
                    "Where query engines find the tables: objects in the state root, or AWS Glue.");
            k.value("database", "text", null, "Glue: database of the tables. It is made where it is missing.");
            k.value("region", "text", null, "Glue: region.");
            k.value("profile", "text", null, "Glue: profile of the credentials.");
            k.value("assume-role", "ARN", null, "Glue: role to assume.");
            k.value("endpoint", "URL", null, "Glue: another endpoint than Amazon's.");
        }
    },
    ENGINE("type") {
        @Override
        void define(Keys k) {
            k.value(
                    "type",
                    "auto, spark, threads",
                    "auto",
                    "What runs the work. `auto`: threads of the command itself where the plan fits one machine, else Spark. Both give the same files.");
            k.value(
                    "master",
                    "text",
                    "local[*]",
                    "Spark's master, where the command starts Spark itself: `local[*]` or `local[N]`. For a cluster use `spark-submit`.");
        }
    },
    SEGMENT(null) {
        @Override
        void define(Keys k) {
            k.value("size", "size", "128MiB", "A segment of the archive is closed at this size.");
            k.value("age", "duration", "60s", "Or at this age, whichever is first.");
        }
    },
    MERGE(null) {
        @Override
        void define(Keys k) {
            k.value(
                    "files",
                    "number",
                    "8",
                    "A sealed day with so many small files that came after its seal, or with a tenth of its bytes in them, is merged.");
            k.value(
                    "quiet",
                    "duration",
                    "1d",
                    "And nothing came for so long. After seven times that, a few late files are enough where one file could hold the day.");
        }
    },
    DEDUPE(null) {
        @Override
        void define(Keys k) {
            k.value("look-back", "days", "7d", "Received days, before and after, within which a repeated id is found.");
            k.value(
                    "on-conflict",
                    "auto, deduplicate, quarantine",
                    "auto",
                    "What another payload under a known id gets. `auto`: deduplicate for a configured id, quarantine for a producer's.");
        }
    },
    DEFAULTS(null) {
        @Override
        void define(Keys k) {
            k.value("target-file-size", "size", "256MiB", "Size of the published Parquet files.");
            k.value("row-group-size", "size", "128MiB", "Size of their row groups.");
            k.value("lateness", "duration", "1h", "A day is sealed so long after its end.");
            k.value("late-every", "duration", "6h", "Rows that come later are appended at least so often.");
            k.value(
                    "grace",
                    "duration",
                    null,
                    "How long files that were replaced are kept for their readers; default: 4h30m on S3, 0s in a directory.");
            k.value(
                    "open-days",
                    "auto, hot, growing",
                    "auto",
                    "Where a day that is not over shows its rows. This version has `hot`.");
            k.value("max-columns", "number", "1000", "Budget of leaf columns; what exceeds it goes to `_rest`.");
            k.value(
                    "max-event-size",
                    "size",
                    null,
                    "Largest event that is taken: 1MiB through the library, 32MiB for `tarn land`.");
            k.section("segment", SEGMENT, "When a segment of the archive is closed.");
            k.section("merge", MERGE, "When late files are merged.");
            k.section("dedupe", DEDUPE, "How events with the same id are treated.");
        }
    },
    EVENT_TIME("field") {
        @Override
        void define(Keys k) {
            k.value("field", "field", null, "The field with the event's time.");
            k.value(
                    "format",
                    "iso8601, epoch-s, epoch-ms, epoch-us, pattern",
                    "iso8601",
                    "How it is written; a pattern is one of java.time.");
            k.value("zone", "time zone", "UTC", "Zone of times without an offset.");
        }
    },
    SCHEMA(null) {
        @Override
        void define(Keys k) {
            k.value("pins", "type by field", null, "Types that are decided by you, as `{/amount: \"decimal(18,2)\"}`.");
            k.value("rename", "name by field", null, "Column names, as `{/usr: user}`.");
            k.value("hide", "fields", null, "Fields that stay in the archive only.");
        }
    },
    COLLECTION(null) {
        @Override
        void define(Keys k) {
            k.section("lake", STORE, "A lake of its own; default: that of the file.");
            k.section("catalog", CATALOG, "A catalog of its own; default: that of the file.");
            k.section("event-time", EVENT_TIME, "What day an event belongs to; default: the one it was received.");
            k.value(
                    "id",
                    "field or fields",
                    null,
                    "What identifies an event; default: given by the producer, else its place.");
            k.value(
                    "sort-by",
                    "field or fields",
                    null,
                    "Order of the rows that one compaction adds to a day; default: as they came.");
            k.section("schema", SCHEMA, "Decisions about columns.");
            DEFAULTS.define(k);
        }
    },
    /** Has no keys of its own: every name is a collection. */
    COLLECTIONS(null) {
        @Override
        void define(Keys k) {
            // Names, not keys.
        }
    },
    ROOT(null) {
        @Override
        void define(Keys k) {
            k.section("lake", STORE, "Root of the published Parquet: a directory, or `s3://bucket/folder`.");
            k.section("state", STORE, "Root of everything else; default: `_tarn` in the lake.");
            k.value(
                    "spool",
                    "directory",
                    null,
                    "Where landing keeps what it took until it is archived; default: `spool` in a state that is a directory, else `$XDG_STATE_HOME/tarn/spool`.");
            k.section("catalog", CATALOG, "Where query engines find the tables.");
            k.section("engine", ENGINE, "What runs the work.");
            k.value(
                    "auto-create",
                    "true, false",
                    "true",
                    "Whether a collection that is not listed is created on first use.");
            k.section("defaults", DEFAULTS, "What holds for every collection that does not say otherwise.");
            k.section(
                    "collections",
                    COLLECTIONS,
                    "Collections by name, each with its own settings and all those of `defaults`.");
        }
    };

    private final @Nullable String shorthand;
    /** Filled once, by the constructor. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, ConfigKey> keys = new LinkedHashMap<>();

    ConfigSection(@Nullable String shorthand) {
        this.shorthand = shorthand;
        define(new Keys(keys));
    }

    abstract void define(Keys keys);

    /** The keys in the order of the reference. */
    List<ConfigKey> keys() {
        return new ArrayList<>(keys.values());
    }

    Optional<ConfigKey> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    /** A node as this section; {@code engine: threads} stands for {@code engine: {type: threads}}. */
    Mapping expand(String path, ConfigNode node) {
        if (shorthand != null && node instanceof Scalar scalar && scalar.text() != null) {
            return Mapping.empty(node.place()).with(shorthand, new Entry(node.place(), node));
        }
        return Mapping.of(path, node);
    }

    /** As {@link #expand}, and refuses keys that the section does not know. */
    Mapping known(String path, ConfigNode node) {
        Mapping mapping = expand(path, node);
        mapping.entries().forEach((key, entry) -> {
            if (this != COLLECTIONS && !keys.containsKey(key)) {
                throw UnknownKey.error(path, this, key, entry.place());
            }
        });
        return mapping;
    }

    /** The section below a key; empty for a value and for a key that nobody knows. */
    Optional<ConfigSection> below(String name) {
        return this == COLLECTIONS ? Optional.of(COLLECTION) : key(name).map(ConfigKey::section);
    }

    /** The built-in values; a collection has none, because the defaults of the file come first. */
    Mapping standards() {
        Place place = new Place("the built-in defaults", 0, Path.of(""));
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (ConfigKey key : keys.values()) {
            if (key.standard() != null && this != COLLECTION) {
                entries.put(key.name(), new Entry(place, new Scalar(key.standard(), place)));
            }
        }
        return new Mapping(entries, place);
    }

    /** Collects the keys of a section. */
    record Keys(Map<String, ConfigKey> into) {
        void value(String name, String type, @Nullable String standard, String meaning) {
            into.put(name, new ConfigKey(name, type, standard, null, meaning));
        }

        void section(String name, ConfigSection section, String meaning) {
            into.put(name, new ConfigKey(name, "section", null, section, meaning));
        }
    }
}
