package dev.fovea.e2e.faults;

import java.io.IOException;
import java.util.Arrays;

/** Sends a picture to {@link EchoModel} and expects its pixels back as features. */
record PictureDoor(Client client) implements Door {

  @Override
  public boolean answersRightly(long number) throws IOException {
    NumberedPicture picture = new NumberedPicture(number);
    double[] features =
        client.features(EchoModel.NAME, picture.png()).stream().mapToDouble(each -> each).toArray();
    return Arrays.equals(features, Arrays.stream(picture.pixels()).asDoubleStream().toArray());
  }
}
