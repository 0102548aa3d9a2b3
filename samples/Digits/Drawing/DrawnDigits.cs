using Shared.Drawing;

namespace Digits.Drawing;

/// <summary>Sets of drawn digits.</summary>
internal static class DrawnDigits
{
    /// <summary>
    /// Draws the first <paramref name="count"/> images of the set that <paramref name="seed"/> names.
    /// </summary>
    /// <param name="count">How many images.</param>
    /// <param name="seed">Names the set.</param>
    /// <param name="threads">How many threads draw; 0 means one per core. It changes the time, not the images.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>28x28 bytes an image, row after row, white (255) on black (0) as in MNIST, and what each image shows.</returns>
    public static (byte[] Pixels, int[] Labels) Draw(int count, ulong seed, int threads = 0, CancellationToken stop = default) =>
        DrawnSet.Draw(() => new DigitArtist(), DigitArtist.Pixels, count, seed, threads, stop);
}
