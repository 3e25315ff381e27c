package dev.waybill.server.faults;

import dev.waybill.server.process.Signals;
import dev.waybill.stores.s3.S3BucketReader;
import dev.waybill.stores.s3.S3ProxyProcess;
import dev.waybill.stores.s3.S3ProxyServer;
import dev.waybill.verify.BucketReader;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bucket of an S3Proxy. */
final class S3UnderTest implements StoreUnderTest {
  private static final String BUCKET = "audit-events";

  private final S3ProxyProcess process = S3ProxyProcess.start(BUCKET);

  @Override
  public URI address() {
    return process.endpoint();
  }

  @Override
  public Map<String, String> settings(URI proxy) {
    return Map.of(
        "WAYBILL_STORAGE_S3_ENDPOINTS",
        proxy.toString(),
        "WAYBILL_STORAGE_ALLOW_PRIVATE_ADDRESSES",
        "true");
  }

  @Override
  public String mutation() {
    return "createS3AccessKeyExportConfiguration";
  }

  @Override
  public String destination(ExportPlan plan, URI proxy) {
    return """
    bucket: "%s" path: "%s" region: "%s" endpoint: "%s" accessKeyId: "%s" secretAccessKey: "%s"\
    """
        .formatted(
            BUCKET,
            plan.path(),
            S3ProxyServer.REGION,
            proxy,
            S3ProxyServer.ACCESS_KEY_ID,
            S3ProxyServer.SECRET_ACCESS_KEY);
  }

  @Override
  public Optional<byte[]> read(ExportPlan plan, String key) {
    return process.objects().read(BUCKET, plan.path(key));
  }

  @Override
  public List<String> keys() {
    return process.objects().keys(BUCKET);
  }

  @Override
  public BucketReader place(ExportPlan plan) {
    return S3BucketReader.with(S3ProxyServer.accessKey(), process.location(BUCKET, plan.path()));
  }

  @Override
  public void kill(FaultProxy proxy) {
    process.kill();
  }

  @Override
  public void restart(FaultProxy proxy) {
    process.restart();
  }

  @Override
  public void freeze(FaultProxy proxy) throws IOException, InterruptedException {
    Signals.stop(process.pid());
  }

  @Override
  public void thaw(FaultProxy proxy) throws IOException, InterruptedException {
    Signals.resume(process.pid());
  }

  @Override
  public void close() {
    process.close();
  }
}
