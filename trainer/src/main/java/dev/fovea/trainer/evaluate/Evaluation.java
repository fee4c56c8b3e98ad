package dev.fovea.trainer.evaluate;

import dev.fovea.modelstore.ImageContract;
import dev.fovea.modelstore.ImageContract.Activation;
import dev.fovea.trainer.evaluate.EvaluationReport.Unreadable;
import dev.fovea.trainer.onnx.GraphSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Answers every picture of a data set and counts what was right. */
public final class Evaluation {

  private final ImageContract contract;
  private final List<String> labels;
  private final Crops crops;
  private final int batch;

  /**
   * Creates an evaluation.
   *
   * @param contract how the graph takes pictures and tells classes
   * @param labels the graph's classes
   * @param crops what is cut out of each picture
   * @param batch pictures that are decoded together and run together, each with all its crops
   */
  public Evaluation(ImageContract contract, List<String> labels, Crops crops, int batch) {
    this.contract = contract;
    this.labels = List.copyOf(labels);
    this.crops = crops;
    this.batch = batch;
  }

  /**
   * Evaluates all pictures. A picture that cannot be decoded is counted and named, never fatal.
   *
   * @param session the loaded graph; stays the caller's to close
   * @param model the name that the report carries
   * @param version the version that the report carries
   * @param progress is told, batch by batch, how many more pictures are done
   * @throws IllegalArgumentException if the data's classes are not the model's, or the crops do not
   *     fit the contract
   */
  public EvaluationReport run(
      GraphSession session,
      String model,
      int version,
      TestPictures pictures,
      IntConsumer progress) {
    Counting counting = new Counting(pictures, progress);
    long begin = System.nanoTime();
    new PictureRun(contract, crops, batch)
        .run(session, pictures, IntStream.range(0, pictures.size()).boxed().toList(), counting);
    return new EvaluationReport(
        model,
        version,
        crops.count(),
        counting.tally.pictures(),
        counting.tally.top1(),
        counting.tally.top5(),
        labels,
        counting.tally.confusion(),
        counting.unreadable,
        (System.nanoTime() - begin) / 1e9);
  }

  /** Holds each answer against the label. */
  private final class Counting implements PictureRun.Listener {

    private final TestPictures pictures;
    private final IntConsumer progress;
    private final List<Integer> classes;
    private final Tally tally = new Tally(labels.size());
    private final List<Unreadable> unreadable = new ArrayList<>();

    Counting(TestPictures pictures, IntConsumer progress) {
      this.pictures = pictures;
      this.progress = progress;
      this.classes = LabelMatch.of(pictures.classes(), labels);
    }

    @Override
    public void answered(List<Integer> indices, GraphSession.Outputs outputs) {
      float[] rows = outputs.of(contract.probabilities());
      for (int position = 0; position < indices.size(); position++) {
        int label = classes.get(pictures.label(indices.get(position)));
        tally.add(label, probabilities(rows, position * crops.count()));
      }
      progress.accept(indices.size());
    }

    @Override
    public void unreadable(int picture, String reason) {
      unreadable.add(new Unreadable(pictures.name(picture), reason));
      progress.accept(1);
    }
  }

  /** Returns one picture's probabilities, averaged over its crops. */
  private float[] probabilities(float[] rows, int firstRow) {
    float[] mean = new float[labels.size()];
    for (int row = firstRow; row < firstRow + crops.count(); row++) {
      float[] answer = Arrays.copyOfRange(rows, row * mean.length, (row + 1) * mean.length);
      if (contract.activation() == Activation.SOFTMAX) {
        Softmax.inPlace(answer);
      }
      for (int index = 0; index < mean.length; index++) {
        mean[index] += answer[index] / crops.count();
      }
    }
    return mean;
  }
}
