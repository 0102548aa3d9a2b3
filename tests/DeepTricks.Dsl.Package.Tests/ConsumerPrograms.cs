namespace DeepTricks.Dsl.Package.Tests;

/// <summary>Programs that a user might write.</summary>
internal static class ConsumerPrograms
{
    /// <summary>The last line that <see cref="Training"/> prints when everything went well.</summary>
    public const string LastLine = "OK";

    /// <summary>Trains a tiny network and predicts with it.</summary>
    public const string Training = """
        using System;
        using DeepTricks.Dsl;
        using DeepTricks.Dsl.Shapes;

        namespace Consumer;

        /// <summary>The network under test.</summary>
        [Network(4)]
        [Rescale(0, 1)]
        [Hidden(8)]
        [Dense(3), SoftmaxCrossEntropy]
        public partial class Tiny;

        /// <summary>A block, whose parameter C# would call unread.</summary>
        [Dense(nameof(units)), BatchNorm, PRelu]
        public sealed class HiddenAttribute(int units) : BlockAttribute;

        internal static class Program
        {
            private const int Features = 4;
            private const int Classes = 3;
            private const int Count = 96;

            private static int Main()
            {
                var random = new Random(1);
                var samples = new float[Count * Features];
                var labels = new int[Count];
                for (int sample = 0; sample < Count; sample++)
                {
                    // The label is the largest of the first three numbers: something that can be learned.
                    for (int feature = 0; feature < Features; feature++)
                    {
                        samples[sample * Features + feature] = random.NextSingle();
                        if (feature < Classes && samples[sample * Features + feature] > samples[sample * Features + labels[sample]])
                        {
                            labels[sample] = feature;
                        }
                    }
                }

                using var network = new Tiny(seed: 7);
                var trainer = new Trainer<Tiny>(network) { Optimizer = new AdamW(1e-2), Epochs = 10, BatchSize = 32 };
                var result = trainer.Fit(Dataset.FromFloats(samples, SampleShape.Vector(Features), labels));
                double first = result.Epochs[0].TrainingLoss;
                double last = result.Epochs[^1].TrainingLoss;
                float[] probabilities = network.Predict(samples.AsSpan(0, Features));
                float sum = probabilities[0] + probabilities[1] + probabilities[2];

                Console.WriteLine(network.Summary);
                Console.WriteLine($"loss {first} -> {last}, probabilities {string.Join(' ', probabilities)}");
                bool right = last < first && probabilities.Length == Classes && Math.Abs(sum - 1) < 1e-5;
                Console.WriteLine(right ? "OK" : "WRONG");
                return right ? 0 : 1;
            }
        }
        """;

    /// <summary>
    /// Predicts with the benchmarks' network M2, from a file that the first run saves. Prints <c>key: value</c> lines: the device, bits
    /// of the answers, what a GPU that is asked for says, and the least microseconds that a prediction took on one thread.
    /// </summary>
    public const string Prediction = """
        using System;
        using System.Diagnostics;
        using System.IO;
        using DeepTricks.Dsl;

        #pragma warning disable DT1011, DT1014

        namespace Consumer;

        /// <summary>The network under test.</summary>
        [Network(28, 28, 1)]
        [Conv(32, 3), BatchNorm, MaxPool(2), PRelu]
        [Conv(64, 3), BatchNorm, MaxPool(2), PRelu]
        [Dense(256), BatchNorm, PRelu, Dropout(0.5)]
        [Dense(10), SoftmaxCrossEntropy]
        public partial class M2;

        internal static class Program
        {
            private static void Main(string[] arguments)
            {
                string file = arguments[0];
                if (!File.Exists(file))
                {
                    using var untrained = new M2(seed: 7);
                    untrained.Save(file);
                }

                using var network = M2.Load(file, Device.Cpu(threads: 1));
                var random = new Random(1);
                var sample = new float[28 * 28];
                for (int pixel = 0; pixel < sample.Length; pixel++)
                {
                    sample[pixel] = random.NextSingle();
                }

                Console.WriteLine($"device: {network.Device}");
                Console.WriteLine($"answer: {string.Join(' ', Array.ConvertAll(network.Predict(sample), BitConverter.SingleToUInt32Bits))}");
                try
                {
                    Console.WriteLine($"gpu: {Device.Simulator}");
                }
                catch (NotSupportedException exception)
                {
                    Console.WriteLine($"gpu: {exception.Message}");
                }

                // Long enough for the just-in-time compiler to have optimized everything.
                var least = TimeSpan.MaxValue;
                var answer = new float[10];
                long begin = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(begin).TotalSeconds < 3)
                {
                    long start = Stopwatch.GetTimestamp();
                    network.Predict(sample, answer);
                    var time = Stopwatch.GetElapsedTime(start);
                    least = time < least ? time : least;
                }

                Console.WriteLine($"microseconds: {(int)Math.Ceiling(least.TotalMicroseconds)}");
            }
        }
        """;
}
