package io.tarn.aws.glue;

/** URIs of directories, as different tools write them. */
final class Locations {
    private Locations() {}

    /** Whether both name the same directory: a closing slash or Hadoop's names for S3 make no difference. */
    static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String uri) {
        String plain = uri.replaceFirst("^s3[an]://", "s3://");
        return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
