package dev.waybill.server.portal;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /portal/assets/}: style sheets, scripts and images, the same for everybody. */
@RestController
public final class AssetController {
  private final Assets assets;

  public AssetController(Assets assets) {
    this.assets = requireNonNull(assets, "assets is null");
  }

  @GetMapping(Assets.PATH + "{hash}/{name}")
  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Asset asset =
        assets
            .find(request.getServletPath())
            .orElseThrow(
                () ->
                    new ProblemException(ProblemCode.NOT_FOUND, "There is nothing at this path."));
    byte[] bytes = asset.bytes();
    response.setContentType(asset.type());
    response.setContentLength(bytes.length);
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.getOutputStream().write(bytes);
  }
}
