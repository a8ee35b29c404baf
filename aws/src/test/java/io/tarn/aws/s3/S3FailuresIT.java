package io.tarn.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tarn.aws.servers.FaultProxy;
import io.tarn.aws.servers.FaultProxy.Fault;
import io.tarn.aws.servers.S3Server;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.store.AwsAccess;
import io.tarn.core.store.BucketAccess;
import io.tarn.core.store.BucketAccess.Deletion;
import io.tarn.core.store.BucketAccess.Encryption;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.PartTag;
import io.tarn.core.store.StoreLocation;
import io.tarn.core.store.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people are told: the object, why, and what to do, with the exit code. */
class S3FailuresIT {
    private static final String LATE = "late";

    private S3Server server;
    private String bucket;

    @BeforeEach
    void newBucket() {
        server = S3Server.shared();
        bucket = server.newBucket();
    }

    private ObjectStore open(String name, BucketAccess access) {
        return Stores.open(new StoreLocation("s3://" + name + "/p", access));
    }

    private ObjectStore root() {
        return open(bucket, server.access(S3Server.ROOT));
    }

    private static TarnException failure(Runnable call) {
        TarnException failure = catchThrowableOfType(TarnException.class, call::run);
        assertThat(failure).isNotNull();
        return failure;
    }

    // ---- rights ----

    @Test
    void each_of_the_rights_is_named_by_what_lacks_it_and_by_nothing_else() {
        ObjectStore owner = root();
        owner.create("there", bytes("x"));
        String id = owner.begin("upload");
        List<PartTag> parts = List.of(owner.writePart("upload", id, 1, bytes("x"), 0, 1));
        String user = server.newUser();
        ObjectStore store = open(bucket, server.access(user));
        Map<String, List<Runnable>> needs = new TreeMap<>(Map.of(
                "s3:GetObject",
                List.of(() -> store.stat("there"), () -> store.read("there"), () -> store.readRange("there", 0, 1)),
                "s3:ListBucket",
                List.of(() -> listed(store)),
                "s3:ListBucketMultipartUploads",
                List.of(() -> store.listUnfinished("")),
                "s3:ListMultipartUploadParts",
                List.of(() -> store.listParts("upload", id)),
                "s3:AbortMultipartUpload",
                List.of(() -> store.abort("none", store.begin("none"))),
                "s3:PutObject",
                List.of(
                        () -> store.create(LATE, bytes("x")),
                        () -> store.swap(LATE, null, bytes("x")),
                        () -> store.begin("other"),
                        () -> store.writePart("upload", id, 1, bytes("x"), 0, 1),
                        () -> store.complete("upload", id, parts))));

        needs.forEach((right, calls) -> {
            server.allow(user, bucket, S3Server.allBut(right));
            for (Runnable call : calls) {
                TarnException denied = failure(call);
                assertThat(denied.exitCode()).as(denied.getMessage()).isEqualTo(ExitCode.DENIED);
                assertThat(denied)
                        .hasMessageContaining("where " + right + " is needed")
                        .hasMessageContaining("Let the bucket's owner grant " + right + " on '" + bucket + "'");
            }
            needs.forEach((other, fine) -> {
                if (!other.equals(right) && !other.equals("s3:PutObject")) {
                    fine.forEach(call -> assertThatCode(call::run)
                            .as("%s without %s", other, right)
                            .satisfies(
                                    e -> assertThat(e == null || e.getMessage().contains(right + " is needed"))
                                            .isTrue()));
                }
            });
        });
    }

    @Test
    void with_exactly_seven_rights_all_but_deleting_is_done() {
        String user = server.newUser();
        server.allow(user, bucket, S3Server.SEVEN);
        ObjectStore store = open(bucket, server.access(user));

        assertThat(store.create("k", bytes("x"))).isTrue();
        assertThat(store.swap("k", store.read("k").orElseThrow().version(), bytes("y")))
                .isPresent();
        assertThat(store.list("")).hasSize(1);
        TarnException denied = failure(() -> store.delete("k"));
        assertThat(denied.exitCode()).isEqualTo(ExitCode.DENIED);
        assertThat(denied).hasMessageContaining("s3:DeleteObject is needed");
        assertThat(failure(() -> store.deleteAll(List.of("k", "l"))))
                .hasMessageContaining("s3:DeleteObject is needed")
                .extracting(TarnException::exitCode)
                .isEqualTo(ExitCode.DENIED);
    }

    @Test
    void where_nothing_may_be_deleted_nobody_is_asked() {
        BucketAccess usual = server.access(S3Server.ROOT);
        ObjectStore store = open(
                bucket,
                new BucketAccess(usual.aws(), true, usual.expectedOwner(), Encryption.BUCKET, false, Deletion.NEVER));
        store.create("k", bytes("x"));

        assertThat(failure(() -> store.deleteAll(List.of("k"))))
                .hasMessage(
                        "Object 'k' in s3://" + bucket
                                + "/p cannot be deleted: 'no-delete' is set. Set it to auto where the bucket's policy grants s3:DeleteObject")
                .extracting(TarnException::exitCode)
                .isEqualTo(ExitCode.DENIED);
        assertThat(store.stat("k")).isPresent();
    }

    @Test
    void two_roots_may_have_two_credentials() {
        String other = server.newBucket();
        String mine = server.newUser();
        String theirs = server.newUser();
        server.allow(mine, bucket, List.of("s3:*"));
        server.allow(theirs, other, S3Server.SEVEN);

        assertThat(open(bucket, server.access(mine)).create("k", bytes("x"))).isTrue();
        assertThat(open(other, server.access(theirs)).create("k", bytes("x"))).isTrue();
        assertThat(failure(() -> open(other, server.access(mine)).create("l", bytes("x"))))
                .hasMessageContaining("s3:PutObject is needed");
    }

    // ---- the wrong place ----

    @Test
    void a_bucket_that_is_not_there_is_named() {
        ObjectStore store = open("no-such-bucket", server.access(S3Server.ROOT));

        for (Runnable call :
                List.<Runnable>of(() -> store.read("k"), () -> store.create("k", bytes("x")), () -> listed(store))) {
            TarnException failure = failure(call);
            assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(failure)
                    .hasMessageContaining("there is no bucket 'no-such-bucket'. Correct its name, or create it");
        }
    }

    @Test
    void a_bucket_of_somebody_else_is_neither_read_nor_written() {
        root().create("k", bytes("x"));
        BucketAccess usual = server.access(S3Server.ROOT);
        ObjectStore store = open(
                bucket, new BucketAccess(usual.aws(), true, "999999999999", Encryption.BUCKET, false, Deletion.AUTO));

        for (Runnable call : List.<Runnable>of(
                () -> store.read("k"),
                () -> store.stat("k"),
                () -> store.create("l", bytes("x")),
                () -> store.begin("l"),
                () -> listed(store))) {
            TarnException failure = failure(call);
            assertThat(failure.exitCode()).isEqualTo(ExitCode.DENIED);
            assertThat(failure)
                    .hasMessageContaining(
                            "bucket '" + bucket + "' does not belong to account 999999999999. Find out whose");
        }
        assertThat(root().stat("l")).isEmpty();
    }

    @Test
    void a_wrong_region_is_said() {
        ObjectStore store = open(bucket, with(new AwsAccess("eu-west-1", S3Server.ROOT, null, server.endpoint())));

        TarnException failure = failure(() -> store.read("k"));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(failure)
                .hasMessageContaining("bucket '" + bucket + "' is in another region than 'eu-west-1'")
                .hasMessageContaining("Set 'region' to");
    }

    // ---- credentials ----

    @Test
    void credentials_that_are_missing_unknown_or_wrong_are_told_apart() {
        server.addProfile("unknown", "AKIAUNKNOWN", "secret");
        server.addProfile("wrong", S3Server.ACCOUNT, "not-the-secret");
        Map<String, String> why = Map.of(
                "unknown", "the credentials are not known or wrong (InvalidAccessKeyId)",
                "wrong", "the credentials are not known or wrong (SignatureDoesNotMatch)",
                "nobody", "there are no credentials");
        why.forEach((profile, words) -> {
            ObjectStore store = open(bucket, with(new AwsAccess(null, profile, null, server.endpoint())));
            for (Runnable call : List.<Runnable>of(
                    () -> store.read("k"), () -> store.stat("k"), () -> store.create("k", bytes("x")))) {
                TarnException failure = failure(call);
                assertThat(failure.exitCode()).as(failure.getMessage()).isEqualTo(ExitCode.DENIED);
                assertThat(failure).hasMessageContaining(words).hasMessageContaining("in profile '" + profile + "'");
            }
        });
    }

    // ---- what no server here says ----

    @Test
    void answers_of_the_service_become_what_to_do() throws IOException {
        answers(403, "ExpiredToken", ExitCode.DENIED, "the credentials have expired", "Renew them in profile 'root'");
        answers(403, "RequestTimeTooSkewed", ExitCode.DENIED, "the clock of this machine", "Set the clock");
        answers(
                507,
                "InsufficientStorage",
                ExitCode.UNEXPECTED,
                "the store is full",
                "nothing half-written is visible");
        answers(400, "QuotaExceeded", ExitCode.UNEXPECTED, "the store is full", "raise the quota");
        answers(503, "SlowDown", ExitCode.UNEXPECTED, "the service has too much to do", "again later");
        answers(301, "PermanentRedirect", ExitCode.CONFIGURATION, "is in another region", "Set 'region'");
        answers(400, "TeapotShort", ExitCode.UNEXPECTED, "the service says TeapotShort", "Run the same command again");
    }

    private void answers(int status, String code, ExitCode exit, String why, String todo) throws IOException {
        try (FaultProxy proxy = new FaultProxy(server.endpoint())) {
            ObjectStore store = open(bucket, server.access(S3Server.ROOT, proxy.endpoint()));
            proxy.on(request -> request.method().equals("HEAD") ? Fault.NONE : Fault.refused(status, code));
            for (Runnable call : List.<Runnable>of(() -> store.read("k"), () -> store.create("k", bytes("x")))) {
                TarnException failure = failure(call);
                assertThat(failure.exitCode()).as(failure.getMessage()).isEqualTo(exit);
                assertThat(failure)
                        .hasMessageStartingWith("Object 'k' in s3://" + bucket + "/p cannot be ")
                        .hasMessageContaining(why)
                        .hasMessageContaining(todo);
            }
        }
        assertThat(root().stat("k")).isEmpty();
    }

    @Test
    void a_server_that_does_not_answer_is_said() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        ObjectStore store = open(bucket, with(new AwsAccess(null, S3Server.ROOT, null, "http://127.0.0.1:" + port)));

        TarnException failure = failure(() -> store.create("k", bytes("x")));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(failure).hasMessageContaining("nobody answers").hasMessageContaining("Check 'endpoint'");
    }

    private static BucketAccess with(AwsAccess aws) {
        return new BucketAccess(aws, true, null, Encryption.BUCKET, false, Deletion.AUTO);
    }

    private static List<ObjectStat> listed(ObjectStore store) {
        List<ObjectStat> all = new ArrayList<>();
        store.list("").forEach(all::add);
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
