package io.tarn.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.RowSettings.Dedupe;
import io.tarn.core.config.RowSettings.EventTime;
import io.tarn.core.config.RowSettings.OnConflict;
import io.tarn.core.store.AwsAccess;
import io.tarn.core.store.BucketAccess;
import io.tarn.core.store.BucketAccess.Deletion;
import io.tarn.core.store.BucketAccess.Encryption;
import io.tarn.core.store.StoreLocation;
import io.tarn.core.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarnConfigTest {
    private static final CollectionName ORDERS = new CollectionName("orders");

    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void name() {
        file = dir.resolve("tarn.yaml");
    }

    // ---- what is read ----

    @Test
    void a_lake_is_enough() {
        TarnConfig config = load("lake: ./lake");

        assertThat(config.lake()).isEqualTo(Stores.local(dir.resolve("lake")));
        assertThat(config.state()).isEqualTo(Stores.local(dir.resolve("lake/_tarn")));
        assertThat(config.spool()).isEqualTo(dir.resolve("lake/_tarn/spool"));
        assertThat(config.engine()).isEqualTo(new EngineConfig(EngineConfig.Type.AUTO, "local[*]"));
        assertThat(config.autoCreate()).isTrue();
        assertThat(config.listed()).isEmpty();
        assertThat(config.collection(ORDERS))
                .isEqualTo(new CollectionConfig(
                        ORDERS,
                        config.lake(),
                        new RowSettings(
                                null,
                                List.of(),
                                new Dedupe(7, OnConflict.AUTO),
                                List.of(),
                                new TreeMap<>(),
                                new TreeMap<>(),
                                List.of(),
                                1000),
                        ByteSize.ofMiB(256),
                        ByteSize.ofMiB(128),
                        Duration.ofHours(1),
                        Duration.ofHours(6),
                        Duration.ZERO,
                        OpenDays.HOT,
                        new SegmentLimits(ByteSize.ofMiB(128), Duration.ofSeconds(60)),
                        new MergeSettings(8, Duration.ofDays(1)),
                        null));
    }

    @Test
    void the_example_of_the_interface_is_read() {
        TarnConfig config = load("""
                lake: lake
                state: ops
                spool: spool
                catalog: {type: file}
                engine: {type: auto, master: "local[*]"}   # spark | threads | auto
                defaults: {target-file-size: 256MiB, row-group-size: 128MiB, lateness: 1h, late-every: 6h, grace: 4h30m, open-days: auto, max-columns: 1000,
                           segment: {size: 128MiB, age: 60s}, merge: {files: 8, quiet: 1d}, dedupe: {look-back: 7d, on-conflict: auto}}
                collections:
                  orders:
                    event-time: {field: /created_at, format: iso8601}
                    id: /order_id
                    sort-by: [/customer/id]
                    schema: {pins: {/amount: "decimal(18,2)"}, rename: {/usr: user}, hide: [/password]}
                """);

        CollectionConfig orders = config.collection(ORDERS);
        assertThat(config.listed()).containsExactly(ORDERS);
        assertThat(config.spool()).isEqualTo(dir.resolve("spool"));
        assertThat(orders.grace()).isEqualTo(Duration.ofMinutes(270));
        assertThat(orders.rows().eventTime()).isEqualTo(new EventTime("/created_at", "iso8601", "UTC"));
        assertThat(orders.rows().id()).containsExactly("/order_id");
        assertThat(orders.rows().sortBy()).containsExactly("/customer/id");
        assertThat(orders.rows().pins()).isEqualTo(Map.of("/amount", "decimal(18,2)"));
        assertThat(orders.rows().rename()).isEqualTo(Map.of("/usr", "user"));
        assertThat(orders.rows().hide()).containsExactly("/password");
    }

    @Test
    void a_collections_own_setting_goes_before_the_defaults_of_the_file_and_those_before_the_built_in_ones() {
        TarnConfig config = load("""
                lake: lake
                defaults: {lateness: 2h, late-every: 3h, segment: {size: 1MiB}, dedupe: {look-back: 3d}}
                collections:
                  orders: {lateness: 5m, segment: {age: 1s}, max-event-size: 2MiB}
                  plain:
                """);

        CollectionConfig orders = config.collection(ORDERS);
        CollectionConfig plain = config.collection(new CollectionName("plain"));
        assertThat(orders.lateness()).isEqualTo(Duration.ofMinutes(5));
        assertThat(orders.lateEvery()).isEqualTo(Duration.ofHours(3));
        assertThat(orders.segment()).isEqualTo(new SegmentLimits(ByteSize.ofMiB(1), Duration.ofSeconds(1)));
        assertThat(orders.rows().dedupe().lookBackDays()).isEqualTo(3);
        assertThat(orders.maxEventSize(CollectionConfig.DOOR_CAP)).isEqualTo(ByteSize.ofMiB(2));
        assertThat(plain.lateness()).isEqualTo(Duration.ofHours(2));
        assertThat(plain.maxEventSize(CollectionConfig.IMPORT_CAP)).isEqualTo(ByteSize.ofMiB(32));
    }

    @Test
    void lone_values_stand_for_sections_and_names_for_pointers() {
        TarnConfig config = load("""
                lake: {uri: lake}
                engine: threads
                catalog: file
                collections:
                  orders: {event-time: a/b~c, id: [id, /n/0]}
                """);

        assertThat(config.engine().type()).isEqualTo(EngineConfig.Type.THREADS);
        assertThat(config.collection(ORDERS).rows().eventTime()).isEqualTo(new EventTime("/a~1b~0c", "iso8601", "UTC"));
        assertThat(config.collection(ORDERS).rows().id()).containsExactly("/id", "/n/0");
    }

    @Test
    void d_goes_before_the_file() {
        TarnConfig config = load(
                """
                lake: lake
                engine: spark
                collections:
                  orders: {event-time: /t, id: /a}
                """,
                Map.of(
                        "engine.master", "local[2]",
                        "collections.orders.id", "[/x, /y]",
                        "collections.orders.event-time.format", "epoch-s",
                        "collections.orders.schema.pins./a.b", "decimal(18,2)",
                        "collections.more.lateness", "1s",
                        "defaults.dedupe.look-back", "0d",
                        "auto-create", "false"));

        assertThat(config.engine()).isEqualTo(new EngineConfig(EngineConfig.Type.SPARK, "local[2]"));
        assertThat(config.collection(ORDERS).rows().id()).containsExactly("/x", "/y");
        assertThat(config.collection(ORDERS).rows().eventTime()).isEqualTo(new EventTime("/t", "epoch-s", "UTC"));
        assertThat(config.collection(ORDERS).rows().pins()).isEqualTo(Map.of("/a.b", "decimal(18,2)"));
        assertThat(config.collection(ORDERS).rows().dedupe().lookBackDays()).isZero();
        assertThat(config.collection(new CollectionName("more")).lateness()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.mayCreate(new CollectionName("more"))).isTrue();
        assertThat(config.mayCreate(new CollectionName("other"))).isFalse();
    }

    @Test
    void paths_are_relative_to_the_file_and_those_of_d_to_the_working_directory() throws IOException {
        Path elsewhere = Files.createDirectory(dir.resolve("conf")).resolve("mine.yaml");
        Files.writeString(elsewhere, "lake: ../lake");

        TarnConfig config = TarnConfig.load(Path.of("conf/mine.yaml"), Map.of("spool", "spool"), Map.of(), dir);

        assertThat(config.lake()).isEqualTo(Stores.local(dir.resolve("lake")));
        assertThat(config.spool()).isEqualTo(dir.resolve("spool"));
    }

    @Test
    void the_file_is_the_one_named_or_that_of_the_variable_or_the_one_here() throws IOException {
        Files.writeString(dir.resolve("a.yaml"), "lake: a");
        Files.writeString(dir.resolve("b.yaml"), "lake: b");
        Files.writeString(file, "lake: c");
        Map<String, String> env = Map.of("TARN_CONFIG", "b.yaml");

        assertThat(TarnConfig.load(Path.of("a.yaml"), Map.of(), env, dir).lake())
                .isEqualTo(Stores.local(dir.resolve("a")));
        assertThat(TarnConfig.load(null, Map.of(), env, dir).lake()).isEqualTo(Stores.local(dir.resolve("b")));
        assertThat(TarnConfig.load(null, Map.of(), Map.of(), dir).lake()).isEqualTo(Stores.local(dir.resolve("c")));
    }

    @Test
    void a_collection_may_have_a_lake_of_its_own() {
        TarnConfig config = load("lake: lake\ncollections: {orders: {lake: other}}");

        assertThat(config.collection(ORDERS).lake()).isEqualTo(Stores.local(dir.resolve("other")));
    }

    @Test
    void a_lake_can_be_given_without_a_file() {
        TarnConfig config = TarnConfig.ofLake(dir.resolve("x"), Map.of("engine.type", "threads"));

        assertThat(config.lake()).isEqualTo(Stores.local(dir.resolve("x")));
        assertThat(config.engine().type()).isEqualTo(EngineConfig.Type.THREADS);
    }

    // ---- what is refused ----

    @Test
    void without_a_file_the_line_that_writes_one_is_given() {
        assertThat(failure(() -> TarnConfig.load(null, Map.of(), Map.of(), dir)))
                .isEqualTo(
                        "There is no configuration: neither --config nor TARN_CONFIG is given, and there is no tarn.yaml in "
                                + dir + ". Write one with: tarn init --lake ./lake");
        assertThat(failure(() -> TarnConfig.load(Path.of("x.yaml"), Map.of(), Map.of(), dir)))
                .isEqualTo("Configuration '" + dir.resolve("x.yaml")
                        + "' does not exist: --config names it. Correct the name, or write a new one with: tarn init --lake"
                        + " ./lake");
        assertThat(failure(() -> TarnConfig.load(null, Map.of(), Map.of("TARN_CONFIG", "/none/x.yaml"), dir)))
                .isEqualTo(
                        "Configuration '/none/x.yaml' does not exist: TARN_CONFIG names it. Correct the name, or write a"
                                + " new one with: tarn init --lake ./lake");
    }

    @Test
    void an_unknown_key_is_named_with_its_line_and_the_nearest_one() {
        refuses(
                "lake: lake\nengin: threads",
                2,
                "key 'engin' is unknown: the keys of the top level are lake, state, spool, catalog, engine, auto-create,"
                        + " defaults, collections. Did you mean 'engine'?");
        refuses(
                "lake: lake\ndefaults:\n  segment: {siez: 1MiB}",
                3,
                "key 'defaults.segment.siez' is unknown: the keys of 'defaults.segment' are size, age. Did you mean 'size'?");
        refuses(
                "lake: lake\ncollections:\n  orders:\n    schema: {pin: {}}",
                4,
                "key 'collections.orders.schema.pin' is unknown: the keys of 'collections.orders.schema' are pins, rename,"
                        + " hide. Did you mean 'pins'?");
    }

    @Test
    void a_key_in_the_wrong_section_is_told_its_own() {
        refuses(
                "lake: lake\nlateness: 1h",
                2,
                "key 'lateness' is unknown: the keys of the top level are lake, state, spool, catalog, engine, auto-create,"
                        + " defaults, collections. Did you mean 'defaults.lateness'?");
    }

    @Test
    void wrong_units_are_refused() {
        refuses(
                "lake: lake\ndefaults: {target-file-size: 256MB}",
                2,
                "'256MB' does not fit 'defaults.target-file-size': the units of sizes are B, KiB, MiB, GiB, TiB. Write it as"
                        + " 256MiB");
        refuses(
                "lake: lake\ndefaults: {target-file-size: 256}",
                2,
                "'256' does not fit 'defaults.target-file-size': it has no unit; the units are B, KiB, MiB, GiB, TiB. Write it"
                        + " as 256B");
        refuses(
                "lake: lake\ndefaults:\n  lateness: 60",
                3,
                "'60' does not fit 'defaults.lateness': a duration is made of whole numbers, each with a unit: d, h, m, s or"
                        + " ms. Write it as 90s, 4h30m or 7d");
    }

    @Test
    void impossible_values_are_refused() {
        refuses(
                "lake: lake\ndefaults: {target-file-size: 0B}",
                2,
                "'0B' does not fit 'defaults.target-file-size': it must be between 1KiB and 64GiB. Choose another value");
        refuses(
                "lake: lake\ncollections: {orders: {max-columns: -1}}",
                2,
                "'-1' does not fit 'collections.orders.max-columns': it is a whole number. Write it as 1");
        refuses(
                "lake: lake\nauto-create: yes",
                2,
                "'yes' does not fit 'auto-create': it is one of false, true. Write one of them");
        refuses(
                "lake: lake\nengine: sparc",
                2,
                "'sparc' does not fit 'engine.type': it is one of auto, spark, threads. Did you mean 'spark'?");
        refuses(
                "lake: lake\ndefaults: {dedupe: {look-back: 36h}}",
                2,
                "'36h' does not fit 'defaults.dedupe.look-back': it counts whole received days, at most 36500. Write it as 7d");
        refuses(
                "lake: lake\ndefaults: {max-event-size: 64MiB}",
                2,
                "'64MiB' does not fit 'defaults.max-event-size': it must be between 1B and 32MiB; Athena reads no larger row."
                        + " Choose another value");
    }

    @Test
    void an_event_time_is_checked_before_any_event_meets_it() {
        refuses(
                "lake: lake\ncollections: {orders: {event-time: {format: epoch-s}}}",
                2,
                "'collections.orders.event-time.field' is missing: the event's time has to be somewhere. Add it as field:"
                        + " /created_at");
        refuses(
                "lake: lake\ncollections: {orders: {event-time: {field: /t, format: iso-8601}}}",
                2,
                "'iso-8601' does not fit 'collections.orders.event-time.format': it is none of iso8601, epoch-s, epoch-ms,"
                        + " epoch-us, and no java.time pattern. Did you mean 'iso8601'?");
        refuses(
                "lake: lake\ncollections: {orders: {event-time: {field: /t, format: 'HH:mm'}}}",
                2,
                "'HH:mm' does not fit 'collections.orders.event-time.format': a time written with this pattern, as '17:45',"
                        + " says no day when it is read again. Name year, month and day, as in uuuu-MM-dd HH:mm:ss");
        refuses(
                "lake: lake\ncollections: {orders: {event-time: {field: /t, zone: Europe/Berln}}}",
                2,
                "'Europe/Berln' does not fit 'collections.orders.event-time.zone': no such time zone is known. Did you mean"
                        + " 'Europe/Berlin'?");
        refuses(
                "lake: lake\ncollections: {orders: {event-time: /a~b}}",
                2,
                "'/a~b' does not fit 'collections.orders.event-time.field': in a JSON pointer '~' is followed by 0 or 1. Write"
                        + " ~0 for '~' and ~1 for '/' in a key");
    }

    @Test
    void a_pin_that_is_no_type_is_refused_where_it_stands() {
        refuses(
                "lake: lake\ncollections:\n  orders:\n    schema:\n      pins: {/a: int}",
                5,
                "'int' does not fit 'collections.orders.schema.pins./a': a pin is bigint, double, string, boolean,"
                        + " decimal(p,s), date, map, json or timestamp [format [zone]]. Did you mean 'bigint'?");
        refuses(
                "lake: lake\ncollections: {orders: {schema: {pins: {/a: 'decimal(39,2)'}}}}",
                2,
                "'decimal(39,2)' does not fit 'collections.orders.schema.pins./a': decimal(p,s) has p from 1 to 38 and s"
                        + " from 0 to p. Write it as decimal(18,2)");
    }

    @Test
    void keys_that_are_there_twice_and_keys_without_a_value_are_refused() {
        refuses(
                "lake: lake\nstate: a\nlake: b",
                3,
                "key 'lake' is there twice: the first is in line 1. Remove one of them");
        refuses(
                "lake: lake\nspool:",
                2,
                "'spool' has no value: nothing follows the colon. Write one, or remove the key");
        refuses(
                "lake: lake\ndefaults: {lateness: [1h]}",
                2,
                "'defaults.lateness' is no single value: a list or a section stands there. Write one value");
        refuses(
                "lake: lake\ndefaults: 5",
                2,
                "'defaults' is no section: keys with values are expected there. Write 'key: value' lines");
        refuses(
                "lake: lake\ncollections: {orders: {id: [/a, a]}}",
                2,
                "field '/a' is twice in 'collections.orders.id': once is enough. Remove one");
    }

    @Test
    void illegal_names_of_collections_are_refused() {
        for (String name : List.of("Orders", "_x", "quarantine", "con", "a-b", "\"\"", "a/b")) {
            refuses(
                    "lake: lake\ncollections:\n  " + name + ": {}",
                    3,
                    "'" + name.replace("\"", "")
                            + "' is no name for a collection: a name is 1 to 63 of a-z, 0-9 and _, does"
                            + " not begin with _, and is not reserved. Choose another name");
        }
    }

    @Test
    void renames_must_be_columns_and_different_ones() {
        refuses(
                "lake: lake\ncollections:\n  orders: {schema: {rename: {/a: Day}}}",
                3,
                "'Day' does not fit 'collections.orders.schema.rename./a': a column has 1 to 255 of a-z, 0-9 and _, and is"
                        + " not _rest, day, month, tarn, year. Choose another name");
        refuses(
                "lake: lake\ncollections:\n  orders: {schema: {rename: {/a: x, /b: x}}}",
                3,
                "'/a' and '/b' are both renamed to 'x': a column has one field. Choose another name for one of them");
    }

    @Test
    void what_this_version_cannot_do_is_said() {
        refuses(
                "lake: lake\ncatalog: {type: glue, region: eu-west-1}",
                2,
                "'catalog.database' is missing: the tables need one in Glue. Add a line as database: events");
        refuses(
                "lake: lake\ncatalog: {type: glue, database: My-Events}",
                2,
                "'My-Events' does not fit 'catalog.database': a name is 1 to 255 of a-z, 0-9 and _, and does not begin with _. Choose another name");
        refuses(
                "lake: lake\ndefaults: {open-days: growing}",
                2,
                "'growing' does not fit 'defaults.open-days': growing days are not supported by this version. Use auto or hot");
        refuses(
                "lake: {uri: lake, region: eu-west-1}",
                1,
                "'lake.region' has no meaning: 'lake' is a directory, and the key is for S3. Remove it");
        refuses(
                "lake: ftp://x/y",
                1,
                "'ftp://x/y' cannot be used: nothing is known of 'ftp' stores. Write a directory");
    }

    @Test
    void a_lake_in_a_bucket_has_its_state_in_the_bucket_and_its_spool_on_the_machine() {
        TarnConfig config = load("lake: s3://my-bucket/events/");

        assertThat(config.lake()).isEqualTo(new StoreLocation("s3://my-bucket/events", BucketAccess.DEFAULT));
        assertThat(config.state()).isEqualTo(new StoreLocation("s3://my-bucket/events/_tarn", BucketAccess.DEFAULT));
        assertThat(config.spool()).isEqualTo(Path.of("/home/me/.local/state/tarn/spool"));
        assertThat(config.collection(ORDERS).grace()).isEqualTo(Duration.ofMinutes(270));
    }

    @Test
    void lake_and_state_and_a_collection_may_belong_to_three_accounts() {
        TarnConfig config = load("""
                lake: {uri: "s3://customer-bucket/events", region: eu-west-1, profile: customer, expected-owner: "123456789012", no-delete: true}
                state: {uri: "s3://ops-bucket", assume-role: "arn:aws:iam::123456789012:role/tarn", sse: kms, kms-key: k}
                collections:
                  orders: {lake: {uri: "s3://other", endpoint: "http://127.0.0.1:9000", acl: bucket-owner-full-control}}
                """);

        assertThat(config.lake())
                .isEqualTo(new StoreLocation(
                        "s3://customer-bucket/events",
                        new BucketAccess(
                                new AwsAccess("eu-west-1", "customer", null, null),
                                false,
                                "123456789012",
                                Encryption.BUCKET,
                                false,
                                Deletion.NEVER)));
        assertThat(config.state())
                .isEqualTo(new StoreLocation(
                        "s3://ops-bucket",
                        new BucketAccess(
                                new AwsAccess(null, null, "arn:aws:iam::123456789012:role/tarn", null),
                                false,
                                null,
                                new Encryption(Encryption.Kind.KMS, "k"),
                                false,
                                Deletion.AUTO)));
        assertThat(config.collection(ORDERS).lake())
                .isEqualTo(new StoreLocation(
                        "s3://other",
                        new BucketAccess(
                                new AwsAccess(null, null, null, "http://127.0.0.1:9000"),
                                true,
                                null,
                                Encryption.BUCKET,
                                true,
                                Deletion.AUTO)));
    }

    @Test
    void a_place_in_s3_that_cannot_be_is_refused() {
        refuses(
                "lake: s3:///events",
                1,
                "'s3:///events' is no place in S3: '' is no name of a bucket. Write it as s3://bucket/folder");
        refuses(
                "lake: s3://My_Bucket",
                1,
                "'s3://My_Bucket' is no place in S3: 'My_Bucket' is no name of a bucket. Write it as s3://bucket/folder");
        for (String folder : List.of("a b", "a*", "%41", "..", "é", "{x}")) {
            refuses(
                    "lake: \"s3://bucket/" + folder + "/x\"",
                    1,
                    "'s3://bucket/" + folder + "/x' is no place in S3: '" + folder
                            + "' is no folder that every reader takes as it is: letters, digits and ._=+@!~- are."
                            + " Write it as s3://bucket/folder");
        }
        refuses(
                "lake: s3a://bucket/events",
                1,
                "'s3a://bucket/events' cannot be used: 's3a' is Hadoop's name for S3. Write 's3://bucket/events'");
        refuses(
                "lake: {uri: \"s3://bucket\", endpoint: localhost}",
                1,
                "'localhost' does not fit 'lake.endpoint': it is no URL of a server. Write it as https://host:port");
        refuses(
                "lake: {uri: \"s3://bucket\", kms-key: k}",
                1,
                "'kms-key' has no meaning: 'sse' is not kms. Set 'sse: kms', or remove the key");
        refuses(
                "lake: {uri: \"s3://bucket\", expected-owner: me}",
                1,
                "'me' does not fit 'lake.expected-owner': an account has twelve digits, in quotes. Correct it");
    }

    @Test
    void a_state_of_the_same_bucket_where_a_collection_could_be_is_refused() {
        refuses(
                "lake: s3://bucket/a\nstate: s3://bucket/a/ops",
                2,
                "lake 's3://bucket/a' and state 's3://bucket/a/ops' overlap: a collection's folder could be there."
                        + " Leave 'state' out, which makes it '_tarn' in the lake, or choose another place for it");
        assertThat(load("lake: s3://bucket/a\nstate: s3://bucket/b").state().uri())
                .isEqualTo("s3://bucket/b");
    }

    @Test
    void a_state_where_a_collection_could_be_is_refused() {
        for (String state : List.of("lake", "lake/ops", ".")) {
            Path at = dir.resolve(state).normalize();
            refuses(
                    "lake: lake\nstate: " + state,
                    2,
                    "lake '" + dir.resolve("lake") + "' and state '" + at + "' overlap: "
                            + (state.equals(".")
                                    ? "the lake lies within the state"
                                    : "a collection's folder could be there")
                            + ". Leave 'state' out, which makes it '_tarn' in the lake, or choose another place for it");
        }
        assertThat(load("lake: lake\nstate: lake/_ops").state()).isEqualTo(Stores.local(dir.resolve("lake/_ops")));
    }

    @Test
    void broken_yaml_is_named_with_its_line() {
        refuses(
                "lake: lake\ndefaults: {lateness: 1h",
                2,
                "this is no YAML: expected ',' or '}', but got <stream end>. Check the indentation, and quote texts with any of"
                        + " : # [ ] { } ,");
        refuses("- lake", 1, "the file is no section: keys with values are expected there. Write 'key: value' lines");
    }

    @Test
    void a_missing_lake_is_named() {
        refuses(
                "engine: threads",
                1,
                "'lake' is missing: Tarn must know where the published files go. Add a line as lake: ./lake");
        refuses("", 1, "'lake' is missing: Tarn must know where the published files go. Add a line as lake: ./lake");
    }

    @Test
    void a_wrong_override_is_named_as_it_was_typed() {
        assertThat(failure(() -> load("lake: lake", Map.of("engine.typ", "threads"))))
                .isEqualTo(
                        "-D engine.typ=threads: key 'engine.typ' is unknown: the keys of 'engine' are type, master. Did you"
                                + " mean 'type'?");
        assertThat(failure(() -> load("lake: lake", Map.of("defaults.lateness", "1x"))))
                .isEqualTo("-D defaults.lateness=1x: '1x' does not fit 'defaults.lateness': a duration is made of whole"
                        + " numbers, each with a unit: d, h, m, s or ms. Write it as 90s, 4h30m or 7d");
        assertThat(failure(() -> load("lake: lake", Map.of("lake.x.y", "1"))))
                .isEqualTo(
                        "-D lake.x.y=1: key 'lake.x' is unknown: the keys of 'lake' are uri, region, profile, assume-role,"
                                + " expected-owner, endpoint, path-style, no-delete, sse, kms-key, acl. Did you mean 'acl'?");
    }

    @Test
    void a_file_that_is_not_utf8_is_refused() throws IOException {
        Files.write(file, new byte[] {'l', 'a', 'k', 'e', ':', ' ', (byte) 0xff});

        assertThat(failure(() -> TarnConfig.load(null, Map.of(), Map.of(), dir)))
                .isEqualTo("Configuration '" + file + "' cannot be read: it is not UTF-8. Save it as UTF-8");
    }

    private void refuses(String yaml, int line, String message) {
        assertThat(failure(() -> load(yaml))).isEqualTo(file + ", line " + line + ": " + message);
    }

    private static String failure(ThrowingCallable call) {
        TarnException e = catchThrowableOfType(TarnException.class, call);
        assertThat(e).as("nothing was refused").isNotNull();
        assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        return String.valueOf(e.getMessage());
    }

    private TarnConfig load(String yaml) {
        return load(yaml, Map.of());
    }

    private TarnConfig load(String yaml, Map<String, String> overrides) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TarnConfig.load(null, overrides, Map.of("HOME", "/home/me"), dir);
    }
}
