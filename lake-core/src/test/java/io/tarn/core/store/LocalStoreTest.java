package io.tarn.core.store;

import static io.tarn.core.store.ObjectStoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.ExitCode;
import io.tarn.core.store.UploadStager.Completion;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest extends ObjectStoreContract {
    @TempDir
    Path dir;

    @Override
    protected ObjectStore open() {
        return Stores.open(Stores.local(dir.resolve("lake")));
    }

    @Override
    protected String hostileCharacters() {
        // A JVM without a UTF-8 locale cannot name such files; Tarn's own keys are ASCII.
        return Charset.forName(System.getProperty("sun.jnu.encoding")).equals(StandardCharsets.UTF_8)
                ? super.hostileCharacters()
                : super.hostileCharacters().replaceAll("[^\\x20-\\x7e]", "");
    }

    @Test
    void a_directory_has_one_location_whether_it_exists_or_not() throws IOException {
        Path there = dir.resolve("later");
        StoreLocation before = Stores.local(there);
        Files.createDirectory(there);

        assertThat(Stores.local(there)).isEqualTo(before);
        assertThat(store.location()).isEqualTo(Stores.local(dir.resolve("lake")));
    }

    @Test
    void keys_that_leave_the_root_or_enter_the_own_folder_are_refused() {
        for (String key : List.of(
                "", "/a", "a//b", "a/", "../a", "a/../../b", ".", "a/.", "_tarn/local/root/tmp/x", "_tarn/local")) {
            assertThatThrownBy(() -> store.create(key, bytes("x"))).as(key).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.begin(key)).as(key).isInstanceOf(StoreException.class);
        }
        assertThatThrownBy(() -> store.create("../a", bytes("x")))
                .hasMessage("Key '../a' is not legal in " + store.location().uri()
                        + ": it has an empty part, '.' or '..'. Please report this, with the command");
    }

    @Test
    void a_missing_object_is_named() {
        assertThatThrownBy(() -> store.readRange("a/b", 0, 1))
                .hasMessage("Object 'a/b' in " + store.location().uri()
                        + " cannot be read: there is no such object. Run 'tarn verify' to see what else is missing");
    }

    @Test
    void failures_of_the_disk_say_what_to_do() {
        assertThat(failure(new FileSystemException("f", null, "No space left on device")))
                .hasMessage(
                        "Object 'k' in file:///lake cannot be created: the disk is full (No space left on device). Free some"
                                + " space and run the same command again; nothing half-written is visible")
                .extracting(StoreException::exitCode)
                .isEqualTo(ExitCode.UNEXPECTED);
        assertThat(failure(new IOException("No space left on device"))).hasMessageContaining("the disk is full");
        assertThat(failure(new AccessDeniedException("/lake/k")))
                .hasMessage(
                        "Object 'k' in file:///lake cannot be created: the file system denies access to /lake/k. Check its"
                                + " owner and mode")
                .extracting(StoreException::exitCode)
                .isEqualTo(ExitCode.DENIED);
        assertThat(failure(new FileSystemException("f", null, "Read-only file system"))
                        .exitCode())
                .isEqualTo(ExitCode.DENIED);
        assertThat(failure(new IOException("Input/output error")))
                .hasMessage(
                        "Object 'k' in file:///lake cannot be created: the file system says: IOException, Input/output"
                                + " error. Check the disk and run the same command again");
    }

    private static StoreException failure(IOException e) {
        return LocalFailures.failure("created", "k", new StoreLocation("file:///lake"), e);
    }

    @Test
    void nothing_unfinished_is_under_a_collection_and_no_store_lists_it() throws IOException {
        ObjectStore state = Stores.open(Stores.local(dir.resolve("lake/_tarn")));
        String id = store.begin("orders/day=1/f.parquet");
        store.writePart("orders/day=1/f.parquet", id, 1, bytes("x"), 0, 1);
        String other = state.begin("hot/f.parquet");
        state.create("heads/h", bytes("x"));

        assertThat(dir.resolve("lake/orders")).doesNotExist();
        assertThat(keys(store.list(""))).containsExactly("_tarn/heads/h");
        assertThat(keys(state.list(""))).containsExactly("heads/h");
        assertThat(store.listUnfinished("").stream().map(UnfinishedUpload::uploadId))
                .containsExactly(id);
        assertThat(state.listUnfinished("").stream().map(UnfinishedUpload::uploadId))
                .containsExactly(other);
    }

    @Test
    void empty_folders_go_with_their_last_object() {
        store.create("work/a/b/c", bytes("x"));
        store.create("work/d", bytes("x"));

        store.delete("work/a/b/c");

        assertThat(dir.resolve("lake/work")).isDirectory();
        assertThat(dir.resolve("lake/work/a")).doesNotExist();
    }

    @Test
    void links_are_objects_if_they_lead_to_files_and_nothing_otherwise() throws IOException {
        store.create("a/b", bytes("x"));
        Files.createSymbolicLink(dir.resolve("lake/a/link"), dir.resolve("lake/a/b"));
        Files.createSymbolicLink(dir.resolve("lake/a/loop"), dir.resolve("lake"));
        Files.createSymbolicLink(dir.resolve("lake/a/dangling"), dir.resolve("none"));

        assertThat(keys(store.list(""))).containsExactly("a/b", "a/link");
    }

    // ---- killed in the middle ----

    @Test
    void a_completion_that_was_killed_while_it_gathered_the_parts_is_done_again() throws IOException {
        byte[] content = random((5 << 20) + 9, 7);
        String id = store.begin("k");
        List<PartTag> parts = List.of(
                store.writePart("k", id, 1, content, 0, 5 << 20), store.writePart("k", id, 2, content, 5 << 20, 9));
        Files.write(file(id, "part-00001"), bytes("half of part two and more"), StandardOpenOption.APPEND);

        assertThat(store.listParts("k", id)).hasValue(parts);
        assertThat(store.complete("k", id, parts)).isEqualTo(Completion.COMPLETED);
        assertThat(store.read("k").orElseThrow().bytes()).isEqualTo(content);
    }

    @Test
    void a_completion_that_was_killed_after_the_link_leaves_the_object_alone() throws IOException {
        byte[] content = random((5 << 20) + 9, 8);
        String id = store.begin("c/k");
        List<PartTag> parts = List.of(
                store.writePart("c/k", id, 1, content, 0, 5 << 20), store.writePart("c/k", id, 2, content, 5 << 20, 9));
        Path first = file(id, "part-00001");
        Files.write(first, Arrays.copyOfRange(content, 5 << 20, content.length), StandardOpenOption.APPEND);
        Files.createDirectories(dir.resolve("lake/c"));
        Path object = Files.createLink(dir.resolve("lake/c/k"), first);
        FileTime written = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(object, written);

        assertThat(store.complete("c/k", id, parts)).isEqualTo(Completion.EXISTS);
        assertThat(store.read("c/k").orElseThrow().bytes()).isEqualTo(content);
        assertThat(Files.getLastModifiedTime(object)).isEqualTo(written);
        store.abort("c/k", id);
        assertThat(store.read("c/k").orElseThrow().bytes()).isEqualTo(content);
        assertThat(store.listUnfinished("")).isEmpty();
    }

    @Test
    void a_part_that_lost_bytes_is_not_completed() throws IOException {
        String id = store.begin("k");
        List<PartTag> parts = List.of(store.writePart("k", id, 1, bytes("hello"), 0, 5));
        Files.write(file(id, "part-00001"), bytes("hel"));

        assertThatThrownBy(() -> store.complete("k", id, parts))
                .hasMessage("Upload " + id + " of 'k' in " + store.location().uri()
                        + " cannot go on: part 1 with tag 9a71bb4c and 5 bytes is not there. Run the same command again; it"
                        + " stages the file anew");
        assertThat(store.stat("k")).isEmpty();
    }

    @Test
    void what_killed_processes_left_behind_goes_after_a_day() throws IOException {
        Path temporary = Files.createDirectories(dir.resolve("fresh/_tarn/local/root/tmp"));
        Path old = Files.write(temporary.resolve("old"), bytes("x"));
        Path oldFolder = Files.createDirectory(temporary.resolve("folder"));
        Files.write(oldFolder.resolve("part"), bytes("x"));
        Path young = Files.write(temporary.resolve("young"), bytes("x"));
        FileTime twoDaysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(old, twoDaysAgo);
        Files.setLastModifiedTime(oldFolder, twoDaysAgo);

        Stores.open(Stores.local(dir.resolve("fresh"))).create("k", bytes("x"));

        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).containsExactly(young);
        }
    }

    @Test
    void two_processes_lose_no_increment() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(java("increment", "40"));
        }
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        assertThat(store.read("counter")).map(Versioned::bytes).hasValue(bytes("80"));
    }

    @Test
    void the_lock_of_a_killed_process_is_free() throws Exception {
        store.create("counter", bytes("1"));
        Process holder = java("hold", "counter");
        assertThat(holder.getInputStream().read()).isEqualTo('h');

        holder.destroyForcibly().waitFor();

        assertThat(store.swap("counter", store.read("counter").orElseThrow().version(), bytes("2")))
                .isPresent();
    }

    private Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                dir.resolve("lake").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Path file(String uploadId, String prefix) throws IOException {
        try (Stream<Path> files =
                Files.list(dir.resolve("lake/_tarn/local/root/uploads").resolve(uploadId))) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
