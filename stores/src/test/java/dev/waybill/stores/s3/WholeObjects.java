package dev.waybill.stores.s3;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Lists what is stored, as S3 does. S3Proxy by itself also lists the files that it is still writing
 * to: the name of the object, and a random UUID.
 */
final class WholeObjects extends ForwardingBlobStore {
  private static final Pattern UNDER_WAY =
      Pattern.compile(".*-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  WholeObjects(Path folder) {
    super(new FilesystemNio2BlobStore(folder.toString()));
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response page = super.list(request);
    return page.toBuilder()
        .contents(
            page.contents().stream()
                .filter(object -> !UNDER_WAY.matcher(object.key()).matches())
                .toList())
        .build();
  }
}
