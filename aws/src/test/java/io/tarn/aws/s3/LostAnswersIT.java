package io.tarn.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.aws.servers.FaultProxy;
import io.tarn.aws.servers.FaultProxy.Fault;
import io.tarn.aws.servers.FaultProxy.Request;
import io.tarn.aws.servers.S3Server;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.PartTag;
import io.tarn.core.store.StoreException;
import io.tarn.core.store.StoreLocation;
import io.tarn.core.store.Stores;
import io.tarn.core.store.UploadStager.Completion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that say nothing, or the wrong thing: what came of the write is found out, and nothing happens twice. */
class LostAnswersIT {
    private FaultProxy proxy;
    private ObjectStore store;
    private ObjectStore direct;

    @BeforeEach
    void putTheProxyBeforeTheServer() {
        S3Server server = S3Server.shared();
        proxy = new FaultProxy(server.endpoint());
        String root = "s3://" + server.newBucket() + "/p";
        direct = Stores.open(new StoreLocation(root, server.access(S3Server.ROOT)));
        store = Stores.open(new StoreLocation(root, server.access(S3Server.ROOT, proxy.endpoint())));
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
    }

    /** What may happen to the first attempt without the caller's noticing. */
    static Stream<Fault> once() {
        return Stream.of(
                Fault.NOT_SENT,
                Fault.ANSWER_LOST,
                Fault.refused(503, "SlowDown"),
                Fault.refused(500, "InternalError"),
                Fault.refused(409, "ConditionalRequestConflict"),
                Fault.refused(200, "InternalError"),
                Fault.doneBut(500, "InternalError"),
                Fault.doneBut(503, "SlowDown"),
                Fault.doneBut(200, "InternalError"),
                Fault.slow(300));
    }

    private static boolean writes(Request request) {
        return request.method().equals("PUT") || request.toString().matches("POST .*uploadId=.*");
    }

    /** The first write gets the fault, all others pass. */
    private AtomicInteger firstWrite(Fault fault) {
        AtomicInteger writes = new AtomicInteger();
        proxy.on(request -> writes(request) && writes.getAndIncrement() == 0 ? fault : Fault.NONE);
        return writes;
    }

    @ParameterizedTest
    @MethodSource("once")
    void a_create_is_made_exactly_once_and_knows_it(Fault fault) {
        firstWrite(fault);

        assertThat(store.create("k", bytes("mine"))).isTrue();
        assertThat(text("k")).isEqualTo("mine");
        assertThat(store.create("k", bytes("mine"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("once")
    void a_create_that_was_too_late_knows_it(Fault fault) {
        direct.create("k", bytes("mine"));
        firstWrite(fault);

        assertThat(store.create("k", bytes("mine"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("once")
    void a_swap_is_made_once_and_its_version_is_the_one_to_go_on_with(Fault fault) {
        String version = direct.swap("k", null, bytes("0")).orElseThrow();
        firstWrite(fault);

        Optional<String> next = store.swap("k", version, bytes("1"));
        assertThat(next).isPresent();
        assertThat(text("k")).isEqualTo("1");
        assertThat(store.swap("k", next.orElseThrow(), bytes("2"))).isPresent();
        assertThat(store.swap("k", version, bytes("x"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("once")
    void an_upload_is_completed_and_known_to_be(Fault fault) {
        String id = direct.begin("k");
        List<PartTag> parts = List.of(direct.writePart("k", id, 1, bytes("parts"), 0, 5));
        firstWrite(fault);

        assertThat(store.complete("k", id, parts)).isEqualTo(Completion.COMPLETED);
        assertThat(text("k")).isEqualTo("parts");
        assertThat(direct.listUnfinished("")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("once")
    void an_upload_whose_key_was_taken_by_other_bytes_knows_it(Fault fault) {
        String id = direct.begin("k");
        List<PartTag> parts = List.of(direct.writePart("k", id, 1, bytes("parts"), 0, 5));
        direct.create("k", bytes("other"));
        firstWrite(fault);

        assertThat(store.complete("k", id, parts)).isEqualTo(Completion.EXISTS);
        assertThat(text("k")).isEqualTo("other");
    }

    @ParameterizedTest
    @MethodSource("once")
    void parts_are_stored_and_uploads_begun_and_aborted_all_the_same(Fault fault) throws IOException {
        for (String what : List.of("?uploads", "partNumber=1", "DELETE")) {
            AtomicInteger met = new AtomicInteger();
            proxy.on(request -> request.toString().contains(what) && met.getAndIncrement() == 0
                    ? withoutBodies(fault, request)
                    : Fault.NONE);
            String id = store.begin(what.length() + "/k");
            List<PartTag> parts = List.of(store.writePart(what.length() + "/k", id, 1, bytes("part"), 0, 4));
            assertThat(direct.listParts(what.length() + "/k", id)).hasValue(parts);
            store.abort(what.length() + "/k", id);
            assertThat(direct.listParts(what.length() + "/k", id)).isEmpty();
        }
    }

    /** A 200 with an error in its body means that to a completion only, and a 409 comes of conditions. */
    private static Fault withoutBodies(Fault fault, Request request) {
        boolean onlyOfWrites = fault.answer() != null
                && (fault.answer().startsWith("HTTP/1.1 200") || fault.answer().startsWith("HTTP/1.1 409"));
        return onlyOfWrites ? Fault.NONE : fault;
    }

    @Test
    void a_write_whose_answers_are_all_lost_is_found_where_it_took_effect() {
        proxy.on(request -> writes(request) ? Fault.ANSWER_LOST : Fault.NONE);

        assertThat(store.create("k", bytes("x"))).isTrue();
        assertThat(store.swap("k", direct.read("k").orElseThrow().version(), bytes("y")))
                .isPresent();
        assertThat(text("k")).isEqualTo("y");
    }

    @Test
    void a_write_that_never_arrives_fails_and_leaves_nothing() {
        AtomicInteger attempts = new AtomicInteger();
        proxy.on(request -> {
            attempts.addAndGet(writes(request) ? 1 : 0);
            return writes(request) ? Fault.NOT_SENT : Fault.NONE;
        });

        assertThatThrownBy(() -> store.create("k", bytes("x")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Object 'k' in " + store.location().uri() + " cannot be written: no answer came")
                .hasMessageContaining("Run the same command again");
        assertThat(attempts).hasValue(5);
        assertThat(direct.stat("k")).isEmpty();
    }

    @Test
    void a_swap_that_was_overtaken_before_it_was_known_counts_as_lost() {
        String version = direct.swap("k", null, bytes("0")).orElseThrow();
        AtomicInteger writes = new AtomicInteger();
        proxy.on(request -> {
            if (request.method().equals("HEAD")) {
                direct.swap("k", direct.read("k").orElseThrow().version(), bytes("somebody else's"));
            }
            return writes(request) && writes.getAndIncrement() == 0 ? Fault.ANSWER_LOST : Fault.NONE;
        });

        assertThat(store.swap("k", version, bytes("1"))).isEmpty();
        assertThat(text("k")).isEqualTo("somebody else's");
    }

    @Test
    void a_stream_goes_on_where_the_connection_broke() throws IOException {
        byte[] content = new byte[3 << 20];
        new Random(5).nextBytes(content);
        direct.create("k", content);
        AtomicInteger reads = new AtomicInteger();
        proxy.on(request -> reads.getAndIncrement() < 2 ? Fault.cutAfter(1 << 20) : Fault.NONE);

        try (InputStream in = store.open("k")) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(reads).hasValue(3);
    }

    @Test
    void a_stream_whose_object_was_replaced_in_between_fails() throws IOException {
        direct.create("k", new byte[3 << 20]);
        AtomicInteger reads = new AtomicInteger();
        proxy.on(request -> reads.getAndIncrement() == 0 ? Fault.cutAfter(1 << 20) : Fault.NONE);

        try (InputStream in = store.open("k")) {
            in.readNBytes(100);
            direct.swap("k", direct.read("k").orElseThrow().version(), new byte[4 << 20]);
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    private String text(String key) {
        return new String(direct.read(key).orElseThrow().bytes(), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
