package dev.waybill.stores.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

class WholeObjectsTest {
  private static final byte[] CONTENT = "content".getBytes(US_ASCII);

  @TempDir private Path folder;

  @Test
  void listsAnObjectOnceItIsStoredAndNothingOfItBefore() {
    WholeObjects blobs = new WholeObjects(folder);
    blobs.createContainer("bucket");
    List<List<String>> under = new ArrayList<>();
    var content =
        new FilterInputStream(new ByteArrayInputStream(CONTENT)) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            under.add(keys(blobs));
            return super.read(bytes, offset, length);
          }
        };

    blobs.putBlob(
        PutObjectRequest.builder()
            .bucket("bucket")
            .key("a/b")
            .contentLength((long) CONTENT.length)
            .build(),
        content);

    assertThat(under).isNotEmpty().allMatch(List::isEmpty);
    assertThat(keys(blobs)).containsExactly("a/b");
  }

  private static List<String> keys(WholeObjects blobs) {
    return blobs.list(ListObjectsV2Request.builder().bucket("bucket").build()).contents().stream()
        .map(S3Object::key)
        .toList();
  }
}
