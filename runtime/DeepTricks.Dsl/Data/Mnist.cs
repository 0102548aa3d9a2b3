using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>The MNIST digits, or any data set in its four files.</summary>
public static class Mnist
{
    private const int Classes = 10;

    /// <summary>
    /// Reads <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and
    /// <c>t10k-labels-idx1-ubyte</c>, each with or without <c>.gz</c>, with a hyphen or a dot before <c>idx</c>.
    /// </summary>
    /// <param name="directory">The folder of the files.</param>
    /// <returns>The samples to train with and those to test with: images of one channel in bytes (28x28x1), labels from 0 to 9.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">One of the files is missing; the message says which.</exception>
    /// <exception cref="IdxFormatException">A file is damaged, disagrees with another in count or size, or has a label above 9.</exception>
    public static (Dataset Training, Dataset Test) Load(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"there is no folder '{directory}'");
        }

        // All four names first, so that a missing file is told before seconds of reading.
        string trainImages = Find(directory, "train-images", "idx3-ubyte");
        string trainLabels = Find(directory, "train-labels", "idx1-ubyte");
        string testImages = Find(directory, "t10k-images", "idx3-ubyte");
        string testLabels = Find(directory, "t10k-labels", "idx1-ubyte");
        var training = Read(trainImages, trainLabels);
        var test = Read(testImages, testLabels);
        return training.Shape == test.Shape
            ? (training, test)
            : throw new IdxFormatException(
                testImages, $"images of {training.Shape}, as in {Path.GetFileName(trainImages)}", test.Shape.ToString());
    }

    private static string Find(string directory, string kind, string format)
    {
        foreach (char separator in "-.")
        {
            foreach (string extension in (string[])["", ".gz"])
            {
                string path = Path.Combine(directory, kind + separator + format + extension);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        string name = $"{kind}-{format}";
        throw new FileNotFoundException(
            $"the folder '{directory}' has no {name} (nor {name}.gz, {kind}.{format} or {kind}.{format}.gz)", Path.Combine(directory, name));
    }

    private static Dataset Read(string imagesPath, string labelsPath)
    {
        var images = IdxFile.ReadImages(imagesPath);
        byte[] bytes = IdxFile.ReadLabels(labelsPath);
        if (bytes.Length != images.Count)
        {
            throw new IdxFormatException(
                labelsPath,
                FormattableString.Invariant($"{images.Count} labels, one for each image of {Path.GetFileName(imagesPath)}"),
                FormattableString.Invariant($"{bytes.Length}"));
        }

        int[] labels = new int[bytes.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = bytes[i];
            if (labels[i] >= Classes)
            {
                throw new IdxFormatException(
                    labelsPath, "labels from 0 to 9", FormattableString.Invariant($"label {labels[i]} of sample {i}"));
            }
        }

        return Dataset.FromBytes(images.Pixels, SampleShape.Image(images.Height, images.Width, 1), labels);
    }
}
