using System.Diagnostics;
using DeepTricks.Dsl;
using Digits;
using Digits.Drawing;

if (args is not [var file])
{
    Console.Error.WriteLine("Usage: Native MODEL, where MODEL is a file that samples/Digits saved.");
    return 2;
}
using var network = DigitNet.Load(file);
var (pixels, labels) = DrawnDigits.Draw(1000, seed: 1);
var input = Array.ConvertAll(pixels, p => (float)p);
var p = new float[10];
int right = 0;
var w = Stopwatch.StartNew();
for (int i = 0; i < labels.Length; i++)
{
    network.Predict(input.AsSpan(i * 784, 784), p);
    int best = Array.IndexOf(p, p.Max());
    if (best == labels[i]) right++;
}
Console.WriteLine($"{network.Device}: {right} {w.Elapsed.TotalMicroseconds / labels.Length}");
return 0;
