package io.tarn.aws.servers;

import io.tarn.core.store.AwsAccess;
import io.tarn.core.store.BucketAccess;
import io.tarn.core.store.BucketAccess.Deletion;
import io.tarn.core.store.BucketAccess.Encryption;
import io.tarn.core.store.StoreLocation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A real S3 server (versitygw) on loopback, with users and their policies; one for each JVM, started when first asked
 * for and ended with it. Thread-safe.
 *
 * <p>Whoever is to reach it needs a profile of its credentials file: this JVM has it by system property, another
 * process by {@link #environment()}. The profile {@link #ROOT} may do everything.
 */
public final class S3Server {
    /** Profile of the account that owns all buckets. */
    public static final String ROOT = "root";

    /** The account that owns all buckets. */
    public static final String ACCOUNT = "123456789012";

    /** The seven actions that the lake bucket's owner grants, and no other. */
    public static final List<String> SEVEN = List.of(
            "s3:GetBucketLocation",
            "s3:GetObject",
            "s3:ListBucket",
            "s3:ListBucketMultipartUploads",
            "s3:ListMultipartUploadParts",
            "s3:AbortMultipartUpload",
            "s3:PutObject");

    static final String ROOT_SECRET = "tarn-root-secret";
    private static final String REGION = "us-east-1";

    private final AtomicInteger made = new AtomicInteger();
    private final int port;
    private final Path credentials;
    private final S3Client root;
    private final IamClient iam;

    private S3Server() throws IOException {
        this.port = Servers.freePort();
        int iamPort = Servers.freePort();
        Servers.start("s3", port, iamPort);
        this.credentials = Files.createTempFile("tarn-credentials", ".ini");
        credentials.toFile().deleteOnExit();
        addProfile(ROOT, ACCOUNT, ROOT_SECRET);
        System.setProperty("aws.sharedCredentialsFile", credentials.toString());
        System.setProperty("aws.configFile", credentials + ".none");
        StaticCredentialsProvider owner =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, ROOT_SECRET));
        this.root = S3Client.builder()
                .endpointOverride(URI.create(endpoint()))
                .region(Region.of(REGION))
                .forcePathStyle(true)
                .credentialsProvider(owner)
                .build();
        this.iam = IamClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + iamPort))
                .region(Region.of(REGION))
                .credentialsProvider(owner)
                .build();
    }

    private static final class Shared {
        static final S3Server SERVER = begin();

        private static S3Server begin() {
            try {
                return new S3Server();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The server of this JVM; where it cannot be installed the test is skipped, but with CI=true it fails. */
    public static S3Server shared() {
        Servers.install("versitygw");
        return Shared.SERVER;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** For processes that reach the server with a profile. */
    public Map<String, String> environment() {
        return Map.of("AWS_SHARED_CREDENTIALS_FILE", credentials.toString(), "AWS_CONFIG_FILE", credentials + ".none");
    }

    /** A client that may do everything, past all that is tested. */
    public S3Client root() {
        return root;
    }

    /** Makes an empty bucket and gives its name. */
    public String newBucket() {
        String name = "bucket-" + made.incrementAndGet();
        root.createBucket(bucket -> bucket.bucket(name));
        return name;
    }

    /** How a profile reaches the server. */
    public BucketAccess access(String profile) {
        return access(profile, endpoint());
    }

    /** How a profile reaches the server through something else. */
    public BucketAccess access(String profile, String endpoint) {
        AwsAccess aws = new AwsAccess(REGION, profile, null, endpoint);
        return new BucketAccess(aws, true, ACCOUNT, Encryption.BUCKET, false, Deletion.AUTO);
    }

    /** A root in a bucket, with the rights of {@link #ROOT}. */
    public StoreLocation location(String bucketAndPrefix) {
        return new StoreLocation("s3://" + bucketAndPrefix, access(ROOT));
    }

    /** Makes a user who may do nothing yet, and gives his profile. */
    public String newUser() {
        String name = "user-" + made.incrementAndGet();
        iam.createUser(user -> user.userName(name));
        AccessKey key = iam.createAccessKey(user -> user.userName(name)).accessKey();
        addProfile(name, key.accessKeyId(), key.secretAccessKey());
        return name;
    }

    /** From now on the user may do this in the bucket, beside what he may in others. */
    public void allow(String user, String bucket, List<String> actions) {
        String list = actions.stream().map(action -> '"' + action + '"').collect(Collectors.joining(","));
        String policy = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[%s],
                "Resource":["arn:aws:s3:::%s","arn:aws:s3:::%s/*"]}]}""".formatted(list, bucket, bucket);
        iam.putUserPolicy(put -> put.userName(user).policyName(bucket).policyDocument(policy));
    }

    /** {@link #SEVEN} without one. */
    public static List<String> allBut(String action) {
        return SEVEN.stream().filter(other -> !other.equals(action)).toList();
    }

    /** Adds a profile to the credentials file, as a person would. */
    public void addProfile(String name, String key, String secret) {
        try {
            String profile = Stream.of(
                            "[" + name + "]", "aws_access_key_id = " + key, "aws_secret_access_key = " + secret, "")
                    .collect(Collectors.joining("\n"));
            Files.writeString(credentials, profile, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
