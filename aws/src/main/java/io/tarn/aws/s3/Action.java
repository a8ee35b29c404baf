package io.tarn.aws.s3;

/** What S3's policies call the right to do something. */
enum Action {
    GET("s3:GetObject"),
    PUT("s3:PutObject"),
    LIST("s3:ListBucket"),
    LIST_UPLOADS("s3:ListBucketMultipartUploads"),
    LIST_PARTS("s3:ListMultipartUploadParts"),
    ABORT("s3:AbortMultipartUpload"),
    DELETE("s3:DeleteObject");

    private final String right;

    Action(String right) {
        this.right = right;
    }

    String right() {
        return right;
    }
}
