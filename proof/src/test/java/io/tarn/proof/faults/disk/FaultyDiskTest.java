package io.tarn.proof.faults.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.core.store.UploadStager.Completion;
import io.tarn.proof.faults.Fault;
import io.tarn.proof.faults.Fault.Aftermath;
import io.tarn.proof.faults.Fault.Kind;
import io.tarn.proof.faults.Fault.Moment;
import io.tarn.proof.faults.Fault.Port;
import io.tarn.proof.faults.Fault.Span;
import io.tarn.proof.faults.Fuse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaultyDiskTest {
    @TempDir
    Path temporary;

    private Path real;
    private FaultyDisk disk;
    private Path root;

    @BeforeEach
    void open() throws IOException {
        real = temporary.toRealPath();
        disk = new FaultyDisk(real, new Fuse(Fault.NONE));
        root = disk.path(real);
    }

    // ---- the disk itself ----

    @Test
    void bytes_and_names_that_were_forced_outlive_a_power_loss_and_others_do_not() throws IOException {
        write(root.resolve("both"), "kept", true);
        force(root);
        write(root.resolve("bytes only"), "lost", true);
        write(root.resolve("neither"), "lost", false);
        lose();
        assertThat(names()).containsExactly("both");
        assertThat(real.resolve("both")).hasContent("kept");
    }

    @Test
    void a_name_that_was_forced_has_no_bytes_that_were_not() throws IOException {
        write(root.resolve("a"), "lost", false);
        force(root);
        lose();
        assertThat(real.resolve("a")).isEmptyFile();
    }

    @Test
    void a_rename_and_a_deletion_hold_once_their_folder_was_forced() throws IOException {
        write(root.resolve("a"), "1", true);
        write(root.resolve("b"), "2", true);
        force(root);
        Files.move(root.resolve("a"), root.resolve("c"), StandardCopyOption.ATOMIC_MOVE);
        force(root);
        Files.delete(root.resolve("b"));
        lose();
        assertThat(names()).containsExactly("b", "c");
    }

    @Test
    void what_a_failed_force_did_not_write_no_later_force_writes() throws IOException {
        Path file = root.resolve("a");
        write(file, "1", true);
        force(root);
        FaultyDisk broken = new FaultyDisk(
                real, new Fuse(new Fault(Port.DISK, 3, Kind.ERROR, Moment.BEFORE, Span.ONCE, Aftermath.NOTHING)));
        try (FileChannel channel = FileChannel.open(broken.path(real.resolve("a")), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'2'}));
            assertThatThrownBy(() -> channel.force(true)).hasMessage("Input/output error");
            channel.force(true);
        }
        broken.platter().lose(Platter.Loss.EVERYTHING, new Random(1));
        assertThat(real.resolve("a")).hasContent("1");
    }

    @Test
    void a_torn_write_leaves_half_of_it() throws IOException {
        FaultyDisk broken = new FaultyDisk(
                real, new Fuse(new Fault(Port.DISK, 1, Kind.FULL, Moment.DURING, Span.ONCE, Aftermath.NOTHING)));
        assertThatThrownBy(() -> Files.writeString(broken.path(real.resolve("a")), "1234"))
                .hasMessage("No space left on device");
        assertThat(real.resolve("a")).hasContent("12");
    }

    // ---- what the store in a directory promises on it ----

    @Test
    void what_a_store_has_created_or_swapped_outlives_a_power_loss_in_a_new_folder_too() throws IOException {
        ObjectStore store = store("new/folder/lake");
        assertThat(store.create("a/b/c", new byte[] {1})).isTrue();
        String version = store.swap("a/head", null, new byte[] {1}).orElseThrow();
        assertThat(store.swap("a/head", version, new byte[] {2})).isPresent();
        lose();
        ObjectStore after = Stores.directory(real.resolve("new/folder/lake"));
        assertThat(after.readRange("a/b/c", 0, 9)).containsExactly(1);
        assertThat(after.readRange("a/head", 0, 9)).containsExactly(2);
    }

    @Test
    void folders_that_somebody_else_made_and_did_not_force_are_forced_by_the_store() throws IOException {
        Files.createDirectories(root.resolve("lake/_tarn/spool"));
        store("lake/_tarn").create("archive/a", new byte[] {1});
        lose();
        assertThat(Stores.directory(real.resolve("lake/_tarn")).stat("archive/a"))
                .isPresent();
    }

    @Test
    void what_a_store_has_deleted_stays_deleted() throws IOException {
        ObjectStore store = store("lake");
        store.create("a/b", new byte[] {1});
        store.delete("a/b");
        lose();
        assertThat(Stores.directory(real.resolve("lake")).list("")).isEmpty();
    }

    @Test
    void an_upload_is_whole_before_it_is_completed_and_gone_behind_it() throws IOException {
        ObjectStore store = store("lake");
        String first = store.begin("a/one");
        var part = store.writePart("a/one", first, 1, new byte[] {1, 2}, 0, 2);
        String second = store.begin("a/two");
        var other = store.writePart("a/two", second, 1, new byte[] {3}, 0, 1);
        assertThat(store.complete("a/one", first, List.of(part))).isEqualTo(Completion.COMPLETED);
        lose();
        ObjectStore after = Stores.directory(real.resolve("lake"));
        assertThat(after.readRange("a/one", 0, 9)).containsExactly(1, 2);
        assertThat(after.listUnfinished("")).extracting(upload -> upload.key()).containsExactly("a/two");
        assertThat(after.complete("a/two", second, List.of(other))).isEqualTo(Completion.COMPLETED);
    }

    @Test
    void an_aborted_upload_does_not_come_back() throws IOException {
        ObjectStore store = store("lake");
        store.abort("a", store.begin("a"));
        lose();
        assertThat(Stores.directory(real.resolve("lake")).listUnfinished("")).isEmpty();
    }

    private ObjectStore store(String folder) {
        return Stores.directory(root.resolve(folder));
    }

    private void lose() throws IOException {
        disk.release();
        disk.platter().lose(Platter.Loss.EVERYTHING, new Random(1));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(real)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void write(Path file, String text, boolean forced) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            if (forced) {
                channel.force(true);
            }
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
