namespace Digits.Drawing;

/// <summary>Sets of drawn digits: image i of a set depends on the set's seed and on i only, however many threads draw.</summary>
internal static class DrawnDigits
{
    /// <summary>
    /// Draws the first <paramref name="count"/> images of the set that <paramref name="seed"/> names.
    /// </summary>
    /// <param name="count">How many images.</param>
    /// <param name="seed">Names the set.</param>
    /// <param name="threads">How many threads draw; 0 means one per core. It changes the time, not the images.</param>
    /// <returns>28x28 bytes an image, row after row, white (255) on black (0) as in MNIST, and what each image shows.</returns>
    public static (byte[] Pixels, int[] Labels) Draw(int count, ulong seed, int threads = 0)
    {
        var pixels = new byte[count * DigitArtist.Pixels];
        var labels = new int[count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        Parallel.For(
            0,
            count,
            options,
            () => new DigitArtist(),
            (i, _, artist) =>
            {
                labels[i] = artist.Draw(new Dice(seed, i), pixels.AsSpan(i * DigitArtist.Pixels, DigitArtist.Pixels));
                return artist;
            },
            _ => { });
        return (pixels, labels);
    }
}
