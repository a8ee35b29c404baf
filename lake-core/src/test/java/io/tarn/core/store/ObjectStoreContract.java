package io.tarn.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.store.UploadStager.Completion;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every adapter of {@link ObjectStore} promises. An adapter's test extends this and opens its store. */
public abstract class ObjectStoreContract {
    private static final int PART = 5 << 20;

    protected ObjectStore store;

    /** Opens the store of this test, empty at first; every call within a test opens the same one anew. */
    protected abstract ObjectStore open() throws Exception;

    /** Characters for the keys of the listing test; an adapter leaves out what it cannot take. */
    protected String hostileCharacters() {
        return "ab-._~ =+%'0Z!é\uE000\uFFFD😀";
    }

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    // ---- create ----

    @Test
    void what_was_created_is_there_for_everyone() throws Exception {
        assertThat(store.create("a/b", bytes("hello"))).isTrue();

        ObjectStore other = open();
        assertThat(other.read("a/b")).map(Versioned::bytes).hasValue(bytes("hello"));
        assertThat(other.stat("a/b")).map(ObjectStat::size).hasValue(5L);
        assertThat(Duration.between(other.stat("a/b").orElseThrow().modified(), Instant.now())
                        .abs())
                .isLessThan(Duration.ofMinutes(5));
        assertThat(keys(other.list(""))).containsExactly("a/b");
    }

    @Test
    void a_taken_key_is_not_overwritten() {
        store.create("k", bytes("first"));

        assertThat(store.create("k", bytes("second"))).isFalse();
        assertThat(text("k")).isEqualTo("first");
    }

    @Test
    void a_file_is_put_as_it_is_and_stays(@TempDir Path dir) throws Exception {
        Path file = Files.write(dir.resolve("f"), random(3 << 20, 1));

        assertThat(store.create("k", file)).isTrue();
        assertThat(store.create("k", file)).isFalse();
        assertThat(file).exists();
        Files.write(file, bytes("changed"));
        assertThat(store.read("k").orElseThrow().bytes()).isEqualTo(random(3 << 20, 1));
    }

    @Test
    void an_empty_object_is_an_object() {
        assertThat(store.create("k", new byte[0])).isTrue();

        assertThat(text("k")).isEmpty();
        assertThat(store.create("k", bytes("x"))).isFalse();
    }

    @Test
    void of_twenty_creators_exactly_one_wins() throws Exception {
        for (int round = 0; round < 5; round++) {
            String key = "race/" + round;
            List<Boolean> won = Race.of(i -> () -> open().create(key, bytes("writer " + i)));

            assertThat(won).containsOnlyOnce(true);
            assertThat(text(key)).isEqualTo("writer " + won.indexOf(true));
        }
    }

    // ---- read ----

    @Test
    void there_is_nothing_where_nothing_was_put() {
        store.create("folder/object", bytes("x"));

        for (String key : List.of("none", "folder", "folder/object/below", "folder/none")) {
            assertThat(store.stat(key)).as(key).isEmpty();
            assertThat(store.read(key)).as(key).isEmpty();
            assertThatThrownBy(() -> store.readRange(key, 0, 1))
                    .as(key)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.notFound()).isTrue());
            assertThatThrownBy(() -> store.open(key))
                    .as(key)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.notFound()).isTrue());
        }
    }

    @Test
    void ranges_end_where_the_object_ends() {
        store.create("k", bytes("0123456789"));

        assertThat(store.readRange("k", 0, 3)).isEqualTo(bytes("012"));
        assertThat(store.readRange("k", 7, 3)).isEqualTo(bytes("789"));
        assertThat(store.readRange("k", 8, 100)).isEqualTo(bytes("89"));
        assertThat(store.readRange("k", 10, 1)).isEmpty();
        assertThat(store.readRange("k", 99, 1)).isEmpty();
        assertThat(store.readRange("k", 4, 0)).isEmpty();
    }

    @Test
    void a_stream_gives_the_object_from_its_beginning() throws Exception {
        byte[] content = random(1 << 20, 2);
        store.create("k", content);

        try (InputStream in = store.open("k")) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    // ---- swap ----

    @Test
    void a_swap_needs_the_version_that_is_there() {
        String first = store.swap("k", null, bytes("1")).orElseThrow();
        assertThat(store.swap("k", null, bytes("x"))).isEmpty();
        assertThat(store.read("k").orElseThrow().version()).isEqualTo(first);

        String second = store.swap("k", first, bytes("2")).orElseThrow();
        assertThat(second).isNotEqualTo(first);
        assertThat(store.swap("k", first, bytes("x"))).isEmpty();
        assertThat(store.read("k").orElseThrow().version()).isEqualTo(second);
        assertThat(text("k")).isEqualTo("2");

        store.delete("k");
        assertThat(store.swap("k", second, bytes("x"))).isEmpty();
        assertThat(store.swap("k", null, bytes("3"))).isPresent();
    }

    @Test
    void a_created_object_can_be_swapped() {
        store.create("k", bytes("1"));

        assertThat(store.swap("k", null, bytes("x"))).isEmpty();
        assertThat(store.swap("k", store.read("k").orElseThrow().version(), bytes("2")))
                .isPresent();
    }

    @Test
    void of_twenty_swappers_exactly_one_wins() throws Exception {
        Optional<String> version = store.swap("k", null, bytes("start"));
        for (int round = 0; round < 5; round++) {
            String expected = version.orElseThrow();
            String name = round + " writer ";
            List<Optional<String>> won = Race.of(i -> () -> open().swap("k", expected, bytes(name + i)));

            List<Optional<String>> winners =
                    won.stream().filter(Optional::isPresent).toList();
            assertThat(winners).hasSize(1);
            version = winners.get(0);
            assertThat(text("k")).isEqualTo(name + won.indexOf(version));
        }
    }

    @Test
    void no_increment_is_lost() throws Exception {
        Race.of(i -> () -> {
            ObjectStore mine = open();
            for (int n = 0; n < 5; n++) {
                increment(mine, "counter");
            }
            return null;
        });

        assertThat(text("counter")).isEqualTo("" + 5 * Race.RUNNERS);
    }

    /** Adds one to the number in an object, trying as long as others are faster. */
    static void increment(ObjectStore store, String key) {
        while (true) {
            Optional<Versioned> current = store.read(key);
            long n = current.map(c -> Long.parseLong(new String(c.bytes(), UTF_8)))
                    .orElse(0L);
            if (store.swap(key, current.map(Versioned::version).orElse(null), bytes(Long.toString(n + 1)))
                    .isPresent()) {
                return;
            }
        }
    }

    // ---- list ----

    @Test
    void a_folder_sorts_among_names_by_its_slash() {
        for (String key : List.of("a/b", "a-b", "a.b", "a0", "ab/c", "a/b-c", "a/-", "A")) {
            store.create(key, bytes("x"));
        }

        assertThat(keys(store.list(""))).containsExactly("A", "a-b", "a.b", "a/-", "a/b", "a/b-c", "a0", "ab/c");
        assertThat(keys(store.list("a"))).containsExactly("a-b", "a.b", "a/-", "a/b", "a/b-c", "a0", "ab/c");
        assertThat(keys(store.list("a/"))).containsExactly("a/-", "a/b", "a/b-c");
        assertThat(keys(store.list("a/b"))).containsExactly("a/b", "a/b-c");
        assertThat(keys(store.list("a/b/"))).isEmpty();
        assertThat(keys(store.list("a", "a.b"))).containsExactly("a/-", "a/b", "a/b-c", "a0", "ab/c");
        assertThat(keys(store.list("a/", "a/b"))).containsExactly("a/b-c");
        assertThat(keys(store.list("", "a/"))).containsExactly("a/-", "a/b", "a/b-c", "a0", "ab/c");
        assertThat(keys(store.list("a/", "b"))).isEmpty();
        assertThat(keys(store.list("a/", "A"))).hasSize(3);
    }

    @Test
    void prefixes_that_begin_no_key_find_nothing() {
        store.create("a/b", bytes("x"));

        for (String prefix : List.of("/", "..", "../", "a//", "./", "a/./", "a/../a/", "none/", "a/b/c")) {
            assertThat(keys(store.list(prefix))).as(prefix).isEmpty();
        }
    }

    @Test
    void listings_agree_with_a_sorted_set() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeSet<String> model = new TreeSet<>((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)));
        List<String> prefixes = new ArrayList<>(List.of(""));
        while (model.size() < 120) {
            // Only a last part ends with x, so that no key is another's folder.
            String key = hostile(random, 3) + "x";
            if (model.add(key)) {
                store.create(key, bytes(key));
            }
            prefixes.add(
                    key.substring(0, key.offsetByCodePoints(0, random.nextInt(key.codePointCount(0, key.length())))));
        }
        for (int i = 0; i < 200; i++) {
            String prefix = prefixes.get(random.nextInt(prefixes.size()));
            String after = random.nextInt(3) == 0
                    ? ""
                    : random.nextBoolean()
                            ? hostile(random, 3)
                            : List.copyOf(model).get(random.nextInt(model.size()));
            List<String> expected = model.tailSet(after, false).stream()
                    .filter(key -> key.startsWith(prefix))
                    .toList();

            assertThat(keys(store.list(prefix, after)))
                    .as("seed %s, prefix '%s', after '%s'", seed, prefix, after)
                    .isEqualTo(expected);
        }
    }

    private String hostile(Random random, int mostParts) {
        int[] characters = hostileCharacters().codePoints().toArray();
        StringBuilder key = new StringBuilder();
        int parts = 1 + random.nextInt(mostParts);
        for (int p = 0; p < parts; p++) {
            key.append(p == 0 ? "" : "/");
            int length = 1 + random.nextInt(3);
            for (int i = 0; i < length; i++) {
                key.appendCodePoint(characters[random.nextInt(characters.length)]);
            }
            // Neither "." nor "..".
            key.append('_');
        }
        return key.toString();
    }

    // ---- delete ----

    @Test
    void deleting_is_idempotent() {
        store.create("a/b/c", bytes("x"));
        store.create("a/b/d", bytes("x"));
        store.create("a/e", bytes("x"));

        store.delete("a/b/c");
        store.delete("a/b/c");
        store.delete("none/at/all");
        store.delete("a");
        assertThat(keys(store.list(""))).containsExactly("a/b/d", "a/e");

        store.deleteAll(List.of("a/b/d", "a/e", "a/none"));
        assertThat(keys(store.list(""))).isEmpty();
        assertThat(store.create("a/b/c", bytes("again"))).isTrue();
    }

    @Test
    void creating_beside_a_deletion_never_fails() throws Exception {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String mine = "deep/folder/" + t;
            calls.add(() -> {
                for (int i = 0; i < 50; i++) {
                    assertThat(store.create(mine, bytes("x"))).isTrue();
                    store.delete(mine);
                }
                return true;
            });
        }

        assertThat(Race.of(calls)).containsOnly(true);
        assertThat(keys(store.list(""))).isEmpty();
    }

    // ---- staged uploads ----

    @Test
    void an_upload_is_invisible_until_it_is_complete() throws Exception {
        byte[] content = random(2 * PART + 10, 3);
        String id = store.begin("c/file");
        List<PartTag> parts = List.of(
                store.writePart("c/file", id, 1, content, 0, PART),
                store.writePart("c/file", id, 2, content, PART, PART),
                store.writePart("c/file", id, 3, content, 2 * PART, 10));

        assertThat(keys(store.list(""))).isEmpty();
        assertThat(store.stat("c/file")).isEmpty();
        assertThat(open().listParts("c/file", id)).hasValue(parts);
        assertThat(store.listUnfinished("").stream().map(UnfinishedUpload::uploadId))
                .containsExactly(id);

        assertThat(open().complete("c/file", id, parts)).isEqualTo(Completion.COMPLETED);

        assertThat(store.read("c/file").orElseThrow().bytes()).isEqualTo(content);
        assertThat(keys(store.list(""))).containsExactly("c/file");
        assertThat(store.listParts("c/file", id)).isEmpty();
        assertThat(store.listUnfinished("")).isEmpty();
    }

    @Test
    void a_completed_or_aborted_upload_is_gone() {
        String done = stage("k", "done");
        List<PartTag> parts = store.listParts("k", done).orElseThrow();
        assertThat(store.complete("k", done, parts)).isEqualTo(Completion.COMPLETED);
        // Any answer is right but a failure: who completes it twice reads the key.
        assertThat(store.complete("k", done, parts)).isNotNull();
        assertThat(text("k")).isEqualTo("done");
        store.abort("k", done);
        assertThat(text("k")).isEqualTo("done");

        String aborted = stage("other", "aborted");
        List<PartTag> lost = store.listParts("other", aborted).orElseThrow();
        store.abort("other", aborted);
        store.abort("other", aborted);
        assertThat(store.listParts("other", aborted)).isEmpty();
        assertThat(store.complete("other", aborted, lost)).isEqualTo(Completion.GONE);
        assertThatThrownBy(() -> store.writePart("other", aborted, 2, bytes("x"), 0, 1))
                .isInstanceOf(StoreException.class);
        assertThat(store.stat("other")).isEmpty();
    }

    @Test
    void an_upload_does_not_overwrite() {
        String id = stage("k", "late");
        store.create("k", bytes("early"));

        assertThat(store.complete("k", id, store.listParts("k", id).orElseThrow()))
                .isEqualTo(Completion.EXISTS);
        assertThat(text("k")).isEqualTo("early");
        assertThat(store.listParts("k", id)).isPresent();
        store.abort("k", id);
        assertThat(text("k")).isEqualTo("early");
    }

    @Test
    void a_part_that_is_written_again_replaces_the_first() {
        String id = store.begin("k");
        PartTag old = store.writePart("k", id, 1, bytes("old!"), 0, 4);
        PartTag part = store.writePart("k", id, 1, bytes("new"), 0, 3);

        assertThat(store.listParts("k", id)).hasValue(List.of(part));
        assertThatThrownBy(() -> store.complete("k", id, List.of(old))).isInstanceOf(StoreException.class);
        assertThat(store.complete("k", id, List.of(part))).isEqualTo(Completion.COMPLETED);
        assertThat(text("k")).isEqualTo("new");
    }

    @Test
    void parts_that_cannot_be_are_refused_and_nothing_changes() {
        String id = store.begin("k");
        PartTag one = store.writePart("k", id, 1, bytes("small"), 0, 5);
        PartTag two = store.writePart("k", id, 2, bytes("x"), 0, 1);
        PartTag never = new PartTag(3, two.tag(), 1);

        for (List<PartTag> parts : List.of(List.of(one, two), List.of(two, one), List.of(never), List.<PartTag>of())) {
            assertThatThrownBy(() -> store.complete("k", id, parts))
                    .as("%s", parts)
                    .isInstanceOf(StoreException.class);
        }
        assertThatThrownBy(() -> store.writePart("k", id, 0, bytes("x"), 0, 1)).isInstanceOf(StoreException.class);
        assertThat(store.stat("k")).isEmpty();
        assertThat(store.listParts("k", id)).hasValue(List.of(one, two));
        assertThat(store.complete("k", id, List.of(one))).isEqualTo(Completion.COMPLETED);
        assertThat(text("k")).isEqualTo("small");
    }

    @Test
    void unfinished_uploads_are_listed_in_key_order_with_their_beginning() {
        Instant before = Instant.now();
        List<String> ids = List.of(store.begin("b/x"), store.begin("a/x"), store.begin("a-x"));

        List<UnfinishedUpload> all = store.listUnfinished("");
        assertThat(all.stream().map(UnfinishedUpload::key)).containsExactly("a-x", "a/x", "b/x");
        assertThat(all.stream().map(UnfinishedUpload::uploadId)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(all)
                .allSatisfy(u ->
                        assertThat(Duration.between(u.begun(), before).abs()).isLessThan(Duration.ofMinutes(5)));
        assertThat(store.listUnfinished("a").stream().map(UnfinishedUpload::key))
                .containsExactly("a-x", "a/x");
        assertThat(store.listUnfinished("c")).isEmpty();
    }

    @Test
    void an_id_belongs_to_its_key() {
        String id = stage("k", "x");

        assertThat(store.listParts("other", id)).isEmpty();
        assertThat(store.complete("other", id, store.listParts("k", id).orElseThrow()))
                .isEqualTo(Completion.GONE);
        store.abort("other", id);
        assertThat(store.listParts("k", "../" + id)).isEmpty();
        assertThat(store.listParts("k", id)).isPresent();
    }

    @Test
    void of_twenty_uploads_to_one_key_exactly_one_becomes_the_object() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < Race.RUNNERS; i++) {
            ids.add(stage("k", "upload " + i));
        }
        List<Completion> outcomes = Race.of(i -> () -> {
            ObjectStore mine = open();
            return mine.complete(
                    "k", ids.get(i), mine.listParts("k", ids.get(i)).orElseThrow());
        });

        assertThat(outcomes).containsOnlyOnce(Completion.COMPLETED).doesNotContain(Completion.GONE);
        assertThat(text("k")).isEqualTo("upload " + outcomes.indexOf(Completion.COMPLETED));
    }

    @Test
    void of_twenty_who_complete_one_upload_nobody_fails_and_it_is_complete() throws Exception {
        byte[] content = random(PART + 7, 4);
        String id = store.begin("k");
        List<PartTag> parts =
                List.of(store.writePart("k", id, 1, content, 0, PART), store.writePart("k", id, 2, content, PART, 7));

        List<Completion> outcomes = Race.of(i -> () -> open().complete("k", id, parts));

        assertThat(outcomes).contains(Completion.COMPLETED);
        assertThat(store.read("k").orElseThrow().bytes()).isEqualTo(content);
        assertThat(store.listParts("k", id)).isEmpty();
    }

    @Test
    void an_upload_is_either_completed_or_aborted() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "round/" + round;
            String id = stage(key, "content");
            List<PartTag> parts = store.listParts(key, id).orElseThrow();
            List<Callable<Completion>> both = List.of(() -> store.complete(key, id, parts), () -> {
                store.abort(key, id);
                return Completion.GONE;
            });
            Completion outcome = Race.of(both).get(0);

            assertThat(store.stat(key).isPresent())
                    .as(String.format(Locale.ROOT, "round %d: %s", round, outcome))
                    .isEqualTo(outcome == Completion.COMPLETED);
            assertThat(store.listParts(key, id)).isEmpty();
        }
    }

    @Test
    void of_a_creator_and_an_upload_exactly_one_wins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "round/" + round;
            String id = stage(key, "upload");
            List<PartTag> parts = store.listParts(key, id).orElseThrow();
            List<Boolean> won = Race.of(List.of(
                    () -> store.complete(key, id, parts) == Completion.COMPLETED,
                    () -> store.create(key, bytes("create"))));

            assertThat(won).containsOnlyOnce(true);
            assertThat(text(key)).isEqualTo(won.get(0) ? "upload" : "create");
        }
    }

    @Test
    void an_output_stages_parts_with_size_and_checksum() throws Exception {
        byte[] content = random(2 * UploadOutput.PART + 5, 5);
        StagedObject staged;
        try (UploadOutput out = new UploadOutput(store, "k")) {
            out.write(content, 0, 3);
            out.write(content[3]);
            out.write(content, 4, content.length - 4);
            assertThat(out.size()).isEqualTo(content.length);
            staged = out.finish();
        }

        assertThat(staged.size()).isEqualTo(content.length);
        assertThat(staged.crc32c()).isEqualTo(crc32c(content));
        assertThat(staged.parts().stream().map(PartTag::size))
                .containsExactly((long) UploadOutput.PART, (long) UploadOutput.PART, 5L);
        assertThat(store.listParts("k", staged.uploadId())).hasValue(staged.parts());
        assertThat(store.complete("k", staged.uploadId(), staged.parts())).isEqualTo(Completion.COMPLETED);
        assertThat(store.read("k").orElseThrow().bytes()).isEqualTo(content);
    }

    @Test
    void an_output_that_is_not_finished_leaves_nothing() throws Exception {
        try (UploadOutput out = new UploadOutput(store, "k")) {
            out.write(random(UploadOutput.PART + 1, 6));
        }

        assertThat(store.listUnfinished("")).isEmpty();
        assertThat(store.stat("k")).isEmpty();
    }

    @Test
    void an_output_without_bytes_is_an_empty_object() {
        StagedObject staged = new UploadOutput(store, "k").finish();

        assertThat(staged.crc32c()).isEqualTo("00000000");
        assertThat(store.complete("k", staged.uploadId(), staged.parts())).isEqualTo(Completion.COMPLETED);
        assertThat(text("k")).isEmpty();
    }

    // ---- helpers ----

    private String stage(String key, String content) {
        String id = store.begin(key);
        byte[] bytes = bytes(content);
        store.writePart(key, id, 1, bytes, 0, bytes.length);
        return id;
    }

    private String text(String key) {
        return new String(store.read(key).orElseThrow().bytes(), UTF_8);
    }

    static List<String> keys(Iterable<ObjectStat> listing) {
        List<String> keys = new ArrayList<>();
        listing.forEach(object -> keys.add(object.key()));
        return keys;
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
