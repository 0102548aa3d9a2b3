using DeepTricks.Dsl;
using DeepTricks.Dsl.Shapes;

namespace Shared.Pictures;

/// <summary>Reads image files into a data set, several at once.</summary>
internal static class PictureReader
{
    /// <summary>Decodes and fits every picture.</summary>
    /// <param name="pictures">The files with their classes.</param>
    /// <param name="shape">The size that the network takes.</param>
    /// <param name="threads">How many threads read; 0 means one per core.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="UserErrorException">A file holds no image, or there are too many pictures.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static Dataset Read(IReadOnlyList<LabelledFile> pictures, SampleShape shape, int threads, CancellationToken stop)
    {
        CheckThatFits(pictures.Count, shape);
        var length = (int)shape.Count;
        var pixels = new byte[pictures.Count * length];
        var problems = new string?[pictures.Count];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
            CancellationToken = stop,
        };
        Parallel.For(0, pictures.Count, options, i =>
        {
            // An exception would come back wrapped, and which one first would be chance.
            try
            {
                if (PictureFile.Decode(pictures[i].Path) is { } picture)
                {
                    picture.Fit(pixels.AsSpan(i * length, length), shape.Height, shape.Width);
                }
                else
                {
                    problems[i] = "holds no image that can be read";
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problems[i] = $"can't be read ({exception.Message.TrimEnd('.')})";
            }
        });

        var first = Array.FindIndex(problems, problem => problem is not null);
        if (first >= 0)
        {
            var others = problems.Count(problem => problem is not null) - 1;
            var rest = others == 0 ? string.Empty : FormattableString.Invariant($"; as it is with {others} more");
            throw new UserErrorException($"The file {pictures[first].Path} {problems[first]}{rest}.");
        }

        return Dataset.FromBytes(pixels, shape, [.. pictures.Select(picture => picture.Label)]);
    }

    /// <summary>Finds out whether pictures of a size fit into one data set.</summary>
    /// <exception cref="UserErrorException">They don't.</exception>
    public static void CheckThatFits(int count, SampleShape shape)
    {
        var most = Array.MaxLength / shape.Count;
        if (count > most)
        {
            throw new UserErrorException(FormattableString.Invariant(
                $"At {shape} the memory of a data set holds {most:N0} pictures, not {count:N0}; use a smaller --size, or fewer pictures."));
        }
    }
}
