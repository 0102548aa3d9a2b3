namespace Shared.Drawing;

/// <summary>Sets of drawn images: image i of a set depends on the set's seed and on i only, however many threads draw.</summary>
public static class DrawnSet
{
    /// <summary>
    /// Draws the first <paramref name="count"/> images of the set that <paramref name="seed"/> names.
    /// </summary>
    /// <param name="newArtist">Makes an artist for a thread.</param>
    /// <param name="imageBytes">Bytes of one image.</param>
    /// <param name="count">How many images.</param>
    /// <param name="seed">Names the set.</param>
    /// <param name="threads">How many threads draw; 0 means one per core. It changes the time, not the images.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>The images one after another, and what each of them shows.</returns>
    public static (byte[] Pixels, int[] Labels) Draw(
        Func<IArtist> newArtist, int imageBytes, int count, ulong seed, int threads = 0, CancellationToken stop = default)
    {
        var pixels = new byte[count * imageBytes];
        var labels = new int[count];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
            CancellationToken = stop,
        };
        Parallel.For(
            0,
            count,
            options,
            newArtist,
            (i, _, artist) =>
            {
                labels[i] = artist.Draw(new Dice(seed, i), pixels.AsSpan(i * imageBytes, imageBytes));
                return artist;
            },
            _ => { });
        return (pixels, labels);
    }
}
